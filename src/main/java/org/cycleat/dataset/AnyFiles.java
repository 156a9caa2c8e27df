package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Any images, or any films, of which no label is known. */
record AnyFiles(
    String name, String title, String expected, boolean isOfFilms, Function<Tree, List<Path>> files)
    implements FaceDataSet {

  static AnyFiles images() {
    return new AnyFiles("flat", "unlabelled images", "images, at any depth", false, Tree::images);
  }

  static AnyFiles films() {
    return new AnyFiles("video", "films", "films, at any depth", true, Tree::films);
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    return !files.apply(tree).isEmpty();
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    PersonNames persons = new PersonNames(tree.images());
    return new Contents(
        files.apply(tree).stream()
            .map(
                file ->
                    new Entry(
                        file,
                        isOfFilms
                            ? ImageFacts.NOTHING
                            : new ImageFacts("", persons.of(file), Parts.of(file).orElse(""))))
            .toList());
  }
}
