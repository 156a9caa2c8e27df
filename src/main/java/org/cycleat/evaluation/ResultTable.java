package org.cycleat.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.cycleat.dataset.Csv;

/**
 * The one form of a table of results: a row for each method, and in it each class, their mean, its
 * standard deviation over seeds and its 95 % interval, the latter two where any row has them; in
 * percent with two decimals, "-" for what there is not. It is given as text, Markdown, HTML, CSV
 * and LaTeX.
 */
public final class ResultTable {
  /** The title of a column of {@link #interval}s. */
  static final String INTERVAL = "95 % interval";

  private final List<String> codes;
  private final String corner;
  private final List<ResultRow> rows = new ArrayList<>();
  private List<String> counts = List.of();

  /**
   * An empty table.
   *
   * @param corner the first column's title, such as "model" or "method"
   * @param codes of the classes, in column order
   */
  public ResultTable(String corner, List<String> codes) {
    this.corner = corner;
    this.codes = List.copyOf(codes);
  }

  /** Appends a row that has the table's classes. */
  public ResultTable add(ResultRow row) {
    if (row.perClass().size() != codes.size()) {
      throw new IllegalArgumentException(
          "%s: expected %d classes, got %d"
              .formatted(row.name(), codes.size(), row.perClass().size()));
    }
    rows.add(row);
    return this;
  }

  /** Ends the table with the numbers of images that it was measured on. */
  public ResultTable counting(ConfusionMatrix matrix) {
    if (!matrix.codes().equals(codes)) {
      throw new IllegalArgumentException(
          "expected classes %s, got %s".formatted(codes, matrix.codes()));
    }
    counts = new ArrayList<>(List.of("images"));
    for (int k = 0; k < codes.size(); k++) {
      counts.add(Long.toString(matrix.count(k)));
    }
    counts.add(Long.toString(matrix.count()));
    return this;
  }

  /** The table in columns for a terminal: names to the left, figures to the right. */
  public String text() {
    return TextTable.of(lines(row -> row.isReference() ? "  " + row.name() : row.name()));
  }

  /** The table in Markdown, lines ending in a line feed. */
  public String markdown() {
    List<List<String>> lines = lines(ResultRow::name);
    StringBuilder text = new StringBuilder(markdown(lines.get(0)));
    text.append("|---".repeat(lines.get(0).size())).append("|\n");
    lines.subList(1, lines.size()).forEach(line -> text.append(markdown(line)));
    return text.toString();
  }

  private static String markdown(List<String> cells) {
    StringBuilder line = new StringBuilder("|");
    cells.forEach(cell -> line.append(' ').append(cell.replace("|", "\\|")).append(" |"));
    return line.append('\n').toString();
  }

  /**
   * The table as an element of a page; of several methods, the best of each column stands out.
   *
   * @param caption what it shows
   */
  public String html(String caption) {
    StringBuilder head = new StringBuilder();
    header().forEach(title -> head.append(Html.columnHeader(title)));
    List<String> body =
        rows.stream().map(row -> HtmlTables.result(row, cells(row), best(row))).toList();
    String foot = counts.isEmpty() ? "" : HtmlTables.row(foot());
    return Html.table("results", caption, head.toString(), body, foot);
  }

  /** The table as an environment {@code tabular} of LaTeX, with the rules of package booktabs. */
  public String latex() {
    List<String> body =
        rows.stream().map(row -> LatexTable.row(row, cells(row), best(row))).toList();
    return LatexTable.of(header(), body, counts.isEmpty() ? List.of() : foot());
  }

  /** Writes the table as a CSV file with two columns for the interval; it is written whole. */
  public void writeCsv(Path file) {
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(corner));
    header.addAll(codes);
    header.addAll(List.of("Ave", "SD", "low", "high"));
    lines.add(header);
    for (ResultRow row : rows) {
      List<String> line = new ArrayList<>(List.of(row.name()));
      for (int k = 0; k <= codes.size(); k++) {
        line.add(number(row.figure(k)));
      }
      line.add(number(row.deviation()));
      line.add(number(row.interval().map(Estimate::low).orElse(Double.NaN)));
      line.add(number(row.interval().map(Estimate::high).orElse(Double.NaN)));
      lines.add(line);
    }
    Csv.write(file, lines);
  }

  /** A program takes an empty cell for what there is not. */
  private static String number(double fraction) {
    return Double.isNaN(fraction) ? "" : percent(fraction);
  }

  private List<List<String>> lines(Function<ResultRow, String> name) {
    List<List<String>> lines = new ArrayList<>(List.of(header()));
    for (ResultRow row : rows) {
      List<String> line = new ArrayList<>(List.of(name.apply(row)));
      line.addAll(cells(row));
      lines.add(line);
    }
    if (!counts.isEmpty()) {
      lines.add(foot());
    }
    return lines;
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of(corner));
    header.addAll(codes);
    header.add("Ave");
    if (any(ResultRow::hasDeviation)) {
      header.add("SD");
    }
    if (any(row -> row.interval().isPresent())) {
      header.add(INTERVAL);
    }
    return header;
  }

  private boolean any(Predicate<ResultRow> condition) {
    return rows.stream().anyMatch(condition);
  }

  /** What stands in a row behind its name. */
  private List<String> cells(ResultRow row) {
    List<String> cells = new ArrayList<>();
    for (int k = 0; k <= codes.size(); k++) {
      cells.add(percent(row.figure(k)));
    }
    if (any(ResultRow::hasDeviation)) {
      cells.add(percent(row.deviation()));
    }
    if (any(other -> other.interval().isPresent())) {
      cells.add(row.interval().map(ResultTable::interval).orElse("-"));
    }
    return cells;
  }

  /** The numbers of images, with empty cells where there is nothing to count. */
  private List<String> foot() {
    List<String> foot = new ArrayList<>(counts);
    foot.addAll(Collections.nCopies(header().size() - counts.size(), ""));
    return foot;
  }

  /**
   * For each class and the mean whether no other method is better; figures equal as printed are.
   */
  private boolean[] best(ResultRow row) {
    boolean[] best = new boolean[codes.size() + 1];
    List<ResultRow> measured = rows.stream().filter(r -> !r.isReference()).toList();
    if (measured.size() > 1 && !row.isReference()) {
      for (int k = 0; k < best.length; k++) {
        int column = k;
        best[k] =
            measured.stream()
                .mapToDouble(r -> r.figure(column))
                .filter(figure -> figure > 0)
                .max()
                .stream()
                .anyMatch(most -> percent(most).equals(percent(row.figure(column))));
      }
    }
    return best;
  }

  /** Its ends in percent. */
  public static String interval(Estimate estimate) {
    return percent(estimate.low()) + " to " + percent(estimate.high());
  }

  /** As in every table: two decimals, "-" for what is not a number. */
  static String percent(double fraction) {
    return Double.isNaN(fraction) ? "-" : String.format(Locale.ROOT, "%.2f", 100 * fraction);
  }
}
