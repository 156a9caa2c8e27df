package org.cycleat.evaluation;

import static org.cycleat.evaluation.Html.cell;
import static org.cycleat.evaluation.Html.columnHeader;
import static org.cycleat.evaluation.Html.escape;
import static org.cycleat.evaluation.Html.rowHeader;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cycleat.evaluation.ReportPage.Method;

/** A report's tables: the paper's results, confusion matrices, parts of the test set, facts. */
final class HtmlTables {
  private HtmlTables() {}

  /**
   * A row of the paper's results.
   *
   * @param cells behind its name
   * @param best whether a cell is the best of its column, for as many as may be
   */
  static String result(ResultRow row, List<String> cells, boolean[] best) {
    StringBuilder html = new StringBuilder(row.isReference() ? "<tr class=\"reference\">" : "<tr>");
    html.append("<th scope=\"row\">").append(escape(row.name()));
    if (!row.note().isEmpty()) {
      html.append("<small>").append(escape(row.note())).append("</small>");
    }
    html.append("</th>");
    for (int k = 0; k < cells.size(); k++) {
      boolean isBest = k < best.length && best[k];
      html.append(
          isBest ? "<td class=\"best\">" + escape(cells.get(k)) + "</td>" : cell(cells.get(k)));
    }
    return html.append("</tr>").toString();
  }

  /** The cells of a row, of which the first is its header. */
  static String row(List<String> cells) {
    StringBuilder row = new StringBuilder(rowHeader(cells.get(0)));
    cells.subList(1, cells.size()).forEach(text -> row.append(cell(text)));
    return row.toString();
  }

  /** Rows are the truth; each cell has its count and its share of the row, which shades it. */
  static String confusion(Method method) {
    ConfusionMatrix matrix = method.confusion();
    StringBuilder head = new StringBuilder(columnHeader("truth \\ predicted"));
    matrix.outcomes().forEach(outcome -> head.append(columnHeader(outcome)));
    long[][] counts = matrix.counts();
    List<String> rows = new ArrayList<>();
    for (int truth = 0; truth < counts.length; truth++) {
      StringBuilder row = new StringBuilder("<tr>" + rowHeader(matrix.codes().get(truth)));
      for (int predicted = 0; predicted < counts[truth].length; predicted++) {
        double share = (double) counts[truth][predicted] / Math.max(1, matrix.count(truth));
        row.append(shaded(counts[truth][predicted], share, truth == predicted));
      }
      rows.add(row.append("</tr>").toString());
    }
    String caption = method.name() + ": counts, and percent of the row";
    return Html.table("confusion", caption, head.toString(), rows, "");
  }

  private static String shaded(long count, double share, boolean isRight) {
    return String.format(
        Locale.ROOT,
        "<td%s style=\"background:rgba(0,114,178,%.3f)\">%d<small>%.1f</small></td>",
        isRight ? " class=\"right\"" : "",
        0.75 * share, // any darker, and the figures could not be read
        count,
        100 * share);
  }

  /** The first row is the head, the first cell of each other one its header. */
  static String plain(Breakdown.Table table) {
    StringBuilder head = new StringBuilder();
    table.rows().get(0).forEach(title -> head.append(columnHeader(title)));
    List<String> rows = new ArrayList<>();
    for (List<String> cells : table.rows().subList(1, table.rows().size())) {
      rows.add("<tr>" + row(cells) + "</tr>");
    }
    return Html.table("parts", table.title(), head.toString(), rows, "");
  }

  static String facts(String caption, Map<String, String> facts) {
    List<String> rows = new ArrayList<>();
    facts.forEach((name, value) -> rows.add("<tr>" + row(List.of(name, value)) + "</tr>"));
    return Html.table("facts", caption, "", rows, "");
  }
}
