package org.cycleat.experiment;

import java.util.List;
import java.util.Optional;

/**
 * A table of the paper as it came out here.
 *
 * @param title what it shows
 * @param corner title of the column of names, such as "method"
 * @param codes of the classes
 * @param rows in the paper's order
 * @param notes sentences on how it was measured
 */
record Result(String title, String corner, List<String> codes, List<Row> rows, List<String> notes) {

  /**
   * A row.
   *
   * @param title of ours; of the paper's where there is none of ours
   * @param scores ours
   * @param published the paper's
   */
  record Row(String title, Optional<Scores> scores, Optional<Published.Row> published) {}
}
