package org.cycleat.experiment;

import java.nio.file.Path;
import java.util.List;

/** A table or a figure, of the paper or beside its own. */
interface Exhibit {
  /** What a user types. */
  String name();

  /**
   * Makes sure that the experiment has what it needs.
   *
   * @throws org.cycleat.UserException that names the key that is missing
   */
  void require();

  /**
   * Makes sure that the faces suffice, once they are divided.
   *
   * @throws org.cycleat.UserException that says what is too few
   */
  default void requireFaces() {}

  /** Whether it judges people of the source domain's test part. */
  default boolean judgesUnseen() {
    return false;
  }

  /** What is to be made, each cell after those that it needs. */
  List<Cell> cells();

  /** Writes what came out, when all cells are made. */
  void write(Path folder);
}
