package org.cycleat.dataset;

import java.util.function.Predicate;

/** Any images, of which nothing is known. */
final class FlatFolder implements FaceDataSet {

  @Override
  public String name() {
    return "flat";
  }

  @Override
  public String title() {
    return "unlabelled images";
  }

  @Override
  public String expected() {
    return "images (.jpg, .png, .bmp, .tif or .webp), at any depth";
  }

  @Override
  public boolean isIn(Tree tree, Predicate<String> isClass) {
    return !tree.images().isEmpty();
  }

  @Override
  public Contents read(Tree tree, Predicate<String> isClass) {
    return new Contents(
        tree.images().stream().map(image -> new Entry(image, ImageFacts.NOTHING)).toList());
  }
}
