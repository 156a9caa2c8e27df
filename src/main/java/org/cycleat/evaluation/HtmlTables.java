package org.cycleat.evaluation;

import static org.cycleat.evaluation.Html.cell;
import static org.cycleat.evaluation.Html.columnHeader;
import static org.cycleat.evaluation.Html.escape;
import static org.cycleat.evaluation.Html.rowHeader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cycleat.evaluation.ReportPage.Method;

/** A report's tables: the paper's results, confusion matrices, parts of the test set, facts. */
final class HtmlTables {
  private HtmlTables() {}

  /**
   * A row for each method, a column for each class and their mean; the best of each column stands
   * out, and the last row counts the images.
   *
   * @param methods judged on the same images
   */
  static String results(List<Method> methods) {
    ConfusionMatrix first = methods.get(0).confusion();
    int classes = first.codes().size();
    StringBuilder head = new StringBuilder(columnHeader("method"));
    first.codes().forEach(code -> head.append(columnHeader(code)));
    head.append(columnHeader("Ave"));
    double[] best = new double[classes + 1];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    for (Method method : methods) {
      double[] figures = figures(method);
      Arrays.setAll(best, k -> figures[k] > best[k] ? figures[k] : best[k]);
    }
    List<String> rows = new ArrayList<>();
    for (Method method : methods) {
      rows.add(result(method, methods.size() == 1 ? new double[classes + 1] : best));
    }
    StringBuilder foot = new StringBuilder(rowHeader("images"));
    for (int k = 0; k < classes; k++) {
      foot.append(cell(Long.toString(first.count(k))));
    }
    foot.append(cell(Long.toString(first.count())));
    return Html.table(
        "results",
        "Percent of the images of each class that were recognised, and their mean over the"
            + " classes. The best of each column is bold.",
        head.toString(),
        rows,
        foot.toString());
  }

  private static String result(Method method, double[] best) {
    StringBuilder row = new StringBuilder("<tr><th scope=\"row\">" + escape(method.name()));
    row.append("<small>").append(escape(method.description())).append("</small></th>");
    double[] figures = figures(method);
    for (int k = 0; k < figures.length; k++) {
      String text = ResultTable.percent(figures[k]);
      // Equal as printed is equal: both are the best then.
      boolean isBest = best[k] > 0 && text.equals(ResultTable.percent(best[k]));
      row.append(isBest ? "<td class=\"best\">" + text + "</td>" : cell(text));
    }
    return row.append("</tr>").toString();
  }

  /** Each class's accuracy, then the mean, [K + 1] in [0, 1]. */
  private static double[] figures(Method method) {
    double[] perClass = method.confusion().perClass();
    double[] figures = Arrays.copyOf(perClass, perClass.length + 1);
    figures[perClass.length] = method.confusion().average();
    return figures;
  }

  /** Rows are the truth; each cell has its count and its share of the row, which shades it. */
  static String confusion(Method method) {
    ConfusionMatrix matrix = method.confusion();
    StringBuilder head = new StringBuilder(columnHeader("truth \\ predicted"));
    matrix.codes().forEach(code -> head.append(columnHeader(code)));
    long[][] counts = matrix.counts();
    List<String> rows = new ArrayList<>();
    for (int truth = 0; truth < counts.length; truth++) {
      StringBuilder row = new StringBuilder("<tr>" + rowHeader(matrix.codes().get(truth)));
      for (int predicted = 0; predicted < counts.length; predicted++) {
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
      StringBuilder row = new StringBuilder("<tr>" + rowHeader(cells.get(0)));
      cells.subList(1, cells.size()).forEach(text -> row.append(cell(text)));
      rows.add(row.append("</tr>").toString());
    }
    return Html.table("parts", table.title(), head.toString(), rows, "");
  }

  static String facts(String caption, Map<String, String> facts) {
    List<String> rows = new ArrayList<>();
    facts.forEach((name, value) -> rows.add("<tr>" + rowHeader(name) + cell(value) + "</tr>"));
    return Html.table("facts", caption, "", rows, "");
  }
}
