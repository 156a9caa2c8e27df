package org.cycleat.dataset;

/** The layout of a data set of faces, or one of several layouts that it is published in. */
public interface FaceDataSet {

  /** As the option names it: bu3dfe. */
  String name();

  /** As people call it: BU-3DFE (2D images). */
  String title();

  /** What the folder should have held, for the error: "files such as ..." */
  String expected();

  /** Whether a folder proves by itself that it has this layout. */
  boolean isIn(Tree tree, Labels labels);

  /** Whether a folder can have this layout, which the user says it has. */
  default boolean canBeIn(Tree tree, Labels labels) {
    return isIn(tree, labels);
  }

  /** Whether its entries are films. */
  default boolean isOfFilms() {
    return false;
  }

  /** Whether each image ought to be there and to have a label, so that one without is a mistake. */
  default boolean isStrict() {
    return false;
  }

  /**
   * Reads the layout.
   *
   * @param labels whose codes, names and aliases name class folders
   * @throws org.cycleat.UserException when a list that belongs to it cannot be read
   */
  Contents read(Tree tree, Labels labels);
}
