package org.cycleat.dataset;

import java.util.function.Predicate;

/** The layout of a data set of faces. */
public interface FaceDataSet {

  /** As the option names it: bu3dfe. */
  String name();

  /** As people call it: BU-3DFE (2D images). */
  String title();

  /** What the folder should have held, for the error: "files such as ..." */
  String expected();

  /**
   * Whether a folder has this layout.
   *
   * @param isClass whether a folder of that name is a class
   */
  boolean isIn(Tree tree, Predicate<String> isClass);

  /** Whether its entries are films. */
  default boolean isOfFilms() {
    return false;
  }

  /**
   * Reads the layout.
   *
   * @param isClass whether a folder of that name is a class
   * @throws org.cycleat.UserException when a list that belongs to it cannot be read
   */
  Contents read(Tree tree, Predicate<String> isClass);
}
