package org.cycleat.dataset;

import java.util.function.Predicate;

/** Films, whose faces nobody has named yet. */
final class Films implements FaceDataSet {

  @Override
  public String name() {
    return "video";
  }

  @Override
  public String title() {
    return "films";
  }

  @Override
  public String expected() {
    return "films (.mp4, .mov, .avi, .mkv or .webm), at any depth";
  }

  @Override
  public boolean isOfFilms() {
    return true;
  }

  @Override
  public boolean isIn(Tree tree, Predicate<String> isClass) {
    return !tree.films().isEmpty();
  }

  @Override
  public Contents read(Tree tree, Predicate<String> isClass) {
    return new Contents(
        tree.films().stream().map(film -> new Entry(film, ImageFacts.NOTHING)).toList());
  }
}
