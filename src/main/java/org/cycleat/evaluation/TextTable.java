package org.cycleat.evaluation;

import java.util.Arrays;
import java.util.List;

/** Rows of cells in columns for a terminal: the first column to the left, others to the right. */
final class TextTable {
  private TextTable() {}

  /**
   * The rows with two spaces between columns, each ending in a line feed.
   *
   * @param rows the header among them, all of one length
   */
  static String of(List<List<String>> rows) {
    var widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      Arrays.setAll(widths, c -> Math.max(widths[c], row.get(c).length()));
    }
    var lines = new StringBuilder();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String padding = " ".repeat(widths[c] - row.get(c).length());
        line.append(c == 0 ? row.get(c) + padding : "  " + padding + row.get(c));
      }
      lines.append(line.toString().stripTrailing()).append('\n');
    }
    return lines.toString();
  }
}
