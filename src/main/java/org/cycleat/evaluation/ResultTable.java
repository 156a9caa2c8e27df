package org.cycleat.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The paper's result tables: a row per method, a column per class, and the average, in percent with
 * two decimals; "-" where a class is absent.
 */
public final class ResultTable {
  private final List<String> header = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param corner the first column's title, such as "model" or "method"
   * @param codes of the classes, in column order
   */
  public ResultTable(String corner, List<String> codes) {
    header.add(corner);
    header.addAll(codes);
    header.add("Ave");
  }

  /** Appends the row of one method, measured on the table's classes. */
  public ResultTable add(String name, ConfusionMatrix matrix) {
    List<String> codes = header.subList(1, header.size() - 1);
    if (!matrix.codes().equals(codes)) {
      throw new IllegalArgumentException(
          name + ": expected classes " + codes + ", got " + matrix.codes());
    }
    return add(name, matrix.perClass(), matrix.average());
  }

  /**
   * Appends a row of given figures, as when several folds are averaged.
   *
   * @param perClass fractions in [0, 1], NaN for an absent class
   * @param average fraction in [0, 1]
   */
  public ResultTable add(String name, double[] perClass, double average) {
    if (perClass.length != header.size() - 2) {
      throw new IllegalArgumentException(
          name + ": expected " + (header.size() - 2) + " classes, got " + perClass.length);
    }
    var row = new ArrayList<String>(header.size());
    row.add(name);
    Arrays.stream(perClass).forEach(fraction -> row.add(percent(fraction)));
    row.add(percent(average));
    rows.add(row);
    return this;
  }

  /** The table in Markdown, lines ending in a line feed. */
  public String markdown() {
    var lines = new StringBuilder();
    lines.append(markdown(header));
    lines.append("|---".repeat(header.size())).append("|\n");
    rows.forEach(row -> lines.append(markdown(row)));
    return lines.toString();
  }

  /** The table in columns for a terminal: names to the left, figures to the right. */
  public String text() {
    var all = new ArrayList<List<String>>(rows);
    all.add(0, header);
    return TextTable.of(all);
  }

  private static String markdown(List<String> cells) {
    var line = new StringBuilder("|");
    cells.forEach(cell -> line.append(' ').append(cell.replace("|", "\\|")).append(" |"));
    return line.append('\n').toString();
  }

  /** As in every table: two decimals, "-" for what is not a number. */
  static String percent(double fraction) {
    return Double.isNaN(fraction) ? "-" : String.format(Locale.ROOT, "%.2f", 100 * fraction);
  }
}
