package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The 2D images of BU-3DFE (Yin et al., "A 3D Facial Expression Database For Facial Behavior
 * Research", FG 2006): a folder for each subject, F0001_AN01WH_F2D.bmp in it. Of the subjects 80 %
 * are for training, the same ones as when the data set's models are rendered.
 */
final class Bu3dfeImages implements FaceDataSet {
  /** The renderer's defaults. */
  private static final long SEED = 1;

  private static final double TRAINING_SHARE = 0.8;

  @Override
  public String name() {
    return "bu3dfe";
  }

  @Override
  public String title() {
    return "BU-3DFE (2D images)";
  }

  @Override
  public String expected() {
    return "files such as F0001_AN01WH_F2D.bmp, at any depth";
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    return tree.images().stream()
        .anyMatch(image -> Bu3dfeName.parseImage(image.getFileName().toString()).isPresent());
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    Set<String> subjects =
        names(tree).map(Bu3dfeName::subject).collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> training = Splits.training(subjects, SEED, TRAINING_SHARE);
    return new Contents(
        List.of("level", "ethnicity"),
        tree.images().stream()
            .flatMap(
                image -> name(image).stream().map(name -> new Entry(image, facts(name, training))))
            .toList());
  }

  private static ImageFacts facts(Bu3dfeName name, Set<String> training) {
    return new ImageFacts(
        name.expression(),
        name.subject(),
        training.contains(name.subject()) ? "train" : "test",
        List.of(Integer.toString(name.level()), name.ethnicity()));
  }

  private static Optional<Bu3dfeName> name(Path image) {
    return Bu3dfeName.parseImage(image.getFileName().toString());
  }

  private static Stream<Bu3dfeName> names(Tree tree) {
    return tree.images().stream().flatMap(image -> name(image).stream()).sorted();
  }
}
