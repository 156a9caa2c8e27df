package org.cycleat.experiment;

import java.nio.file.Path;

/** A table, of the paper or beside its own. */
interface PaperTable extends Exhibit {
  Setup setup();

  /** What came out, when all cells are made. */
  Result result();

  @Override
  default void write(Path folder) {
    new ResultFiles(result(), folder).write(setup().report());
  }
}
