package org.cycleat.dataset;

import java.util.function.Predicate;

/** Folders named like a class, with its images in them; images elsewhere have no label. */
final class ClassFolders implements FaceDataSet {

  @Override
  public String name() {
    return "folders";
  }

  @Override
  public String title() {
    return "class folders";
  }

  @Override
  public String expected() {
    return "images in folders such as Angry or HA (other classes: --labels)";
  }

  @Override
  public boolean isIn(Tree tree, Predicate<String> isClass) {
    return tree.images().stream().anyMatch(image -> isClass.test(Tree.folderName(image)));
  }

  @Override
  public Contents read(Tree tree, Predicate<String> isClass) {
    return new Contents(
        tree.images().stream()
            .map(
                image -> {
                  String folder = Tree.folderName(image);
                  String label = isClass.test(folder) ? folder : "";
                  return new Entry(image, new ImageFacts(label, "", ""));
                })
            .toList());
  }
}
