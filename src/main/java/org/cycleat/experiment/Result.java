package org.cycleat.experiment;

import java.util.List;
import java.util.Optional;

/**
 * A table as it came out here.
 *
 * @param title what it shows
 * @param corner title of the column of names, such as "method"
 * @param codes of the classes
 * @param rows in the paper's order
 * @param notes sentences on how it was measured
 * @param reference what each row is compared with
 */
record Result(
    String title,
    String corner,
    List<String> codes,
    List<Row> rows,
    List<String> notes,
    Reference reference) {

  /** Rows that lead up to the last one, as the paper's. */
  Result(String title, String corner, List<String> codes, List<Row> rows, List<String> notes) {
    this(title, corner, codes, rows, notes, Reference.ABOVE);
  }

  /** The row that another one is compared with. */
  enum Reference {
    /** The one above it. */
    ABOVE("What each row adds"),
    /** The first one, which the table is about. */
    FIRST("What each row changes");

    private final String heading;

    Reference(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }

  /** The rows that are measured here. */
  List<Row> ours() {
    return rows.stream().filter(row -> row.scores().isPresent()).toList();
  }

  /** The row that the table is about. */
  Row main() {
    return reference == Reference.FIRST ? ours().get(0) : ours().get(ours().size() - 1);
  }

  /**
   * A row.
   *
   * @param title of ours; of the paper's where there is none of ours
   * @param scores ours
   * @param published the paper's
   */
  record Row(String title, Optional<Scores> scores, Optional<Published.Row> published) {}
}
