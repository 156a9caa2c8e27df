package org.cycleat.config;

import java.util.List;

/** The target domain that is evaluated by cross-validation: EmotioNet's place in the paper. */
public record FoldsConfig(
    @Doc("What tables call it.") String name,
    @Doc(
            "Codes of the classes. Other classes than run.labels have a source classifier and a"
                + " translation of their own.")
        List<String> labels,
    @Doc("Generated images that each target image brings. The paper: 3 for EmotioNet.")
        int neighbours,
    @Doc("The faces, which are divided by subject.") FaceSource faces,
    @Doc("Faces of each class that are divided, drawn as for sets. 0 takes all.") int perClass,
    @Doc("Parts, each of which is the test part once. The paper: 5.") int number) {

  public FoldsConfig {
    labels = List.copyOf(labels);
    Check.require(!name.isBlank(), "name", "must not be empty", "nothing");
    Check.atLeast("neighbours", 1, neighbours);
    Check.atLeast("perClass", 0, perClass);
    Check.atLeast("number", 2, number);
  }

  /** Whether there are such faces. */
  public boolean isGiven() {
    return faces.isGiven();
  }
}
