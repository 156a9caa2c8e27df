package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labeled Faces in the Wild (Huang et al., 2007; http://vis-www.cs.umass.edu/lfw/): a folder for
 * each person, NAME/NAME_0001.jpg. The development split is in peopleDevTrain.txt and
 * peopleDevTest.txt, where those files are there: a count, then a name and a number in each line.
 */
final class Lfw implements FaceDataSet {
  private static final double MOST = 0.9;

  @Override
  public String name() {
    return "lfw";
  }

  @Override
  public String title() {
    return "LFW (a folder for each person)";
  }

  @Override
  public String expected() {
    return "files such as Aaron_Peirsol/Aaron_Peirsol_0001.jpg";
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    long named =
        tree.images().stream()
            .filter(image -> isNamedLikeFolder(image) && !labels.isKnown(Tree.folderName(image)))
            .count();
    return named > 0 && named >= MOST * tree.images().size();
  }

  private static boolean isNamedLikeFolder(Path image) {
    String folder = Tree.folderName(image);
    String stem = Tree.stem(image);
    return !folder.isEmpty()
        && stem.startsWith(folder)
        && stem.substring(folder.length()).matches("_\\d{4}");
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    Map<String, String> splits = new HashMap<>();
    for (String part : List.of("Train", "Test")) {
      tree.list("peopleDev" + part + ".txt")
          .ifPresent(
              list ->
                  TextLists.rows(list).stream()
                      .filter(row -> row.size() > 1)
                      .forEach(
                          row -> splits.put(row.get(0), part.equals("Train") ? "train" : "test")));
    }
    return new Contents(
        tree.images().stream()
            .map(
                image -> {
                  String person = isNamedLikeFolder(image) ? Tree.folderName(image) : "";
                  String split = splits.getOrDefault(person, "");
                  return new Entry(image, new ImageFacts("", person, split));
                })
            .toList());
  }
}
