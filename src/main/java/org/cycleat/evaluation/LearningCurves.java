package org.cycleat.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cycleat.UserException;
import org.cycleat.dataset.Csv;

/** The lines of a metrics.csv: a column {@code step}, then one column for each named value. */
public final class LearningCurves {
  private static final String STEP = "step";
  private static final int MOST_POINTS = 300;

  private final Path csv;
  private final List<String> columns;
  private final List<String> header;
  private final List<Csv.Row> records;

  private LearningCurves(Path csv, List<Csv.Row> rows) {
    this.csv = csv;
    this.header = rows.isEmpty() ? List.of() : rows.get(0).cells();
    this.columns = header.stream().filter(column -> !column.equals(STEP)).toList();
    this.records = rows.stream().skip(1).toList();
  }

  /**
   * Reads a file.
   *
   * @throws UserException if it is missing or has no step column
   */
  public static LearningCurves read(Path csv) {
    if (!Files.exists(csv)) {
      throw new UserException("no metrics at " + csv + ": train the stage first");
    }
    LearningCurves curves = new LearningCurves(csv, Csv.read(csv));
    if (!curves.header.contains(STEP)) {
      throw new UserException(csv + ": expected a column step, found " + curves.header);
    }
    return curves;
  }

  /** Those beside the step, in the file's order. */
  public List<String> columns() {
    return columns;
  }

  /** Whether there is a header only. */
  public boolean isEmpty() {
    return records.isEmpty();
  }

  /**
   * Columns as lines over the steps: an HTML figure with a legend that also tells the last values.
   * Many steps are averaged to 300 points; a value that is empty or not finite leaves a gap.
   *
   * @param shown the columns to draw, in the legend's order
   * @throws UserException if there is no such column
   */
  public String figure(String title, List<String> shown) {
    List<LineChart.Line> lines = new ArrayList<>();
    StringBuilder legend = new StringBuilder();
    for (String name : shown) {
      if (!columns.contains(name)) {
        throw new UserException(csv + ": no column " + name + "; it has " + columns);
      }
      legend.append(
          "<li><i class=\"%s\"></i>%s%s</li>\n"
              .formatted(LineChart.colour(lines.size()), Html.escape(name), last(name)));
      lines.add(line(name));
    }
    return """
    <figure>
    <figcaption>%s</figcaption>
    %s<ul class="legend">
    %s</ul></figure>
    """
        .formatted(
            Html.escape(title),
            LineChart.svg(title + ": " + String.join(", ", shown) + " over the steps", lines),
            legend);
  }

  /** The newest value that is known, as the legend has it. */
  private String last(String column) {
    for (int r = records.size() - 1; r >= 0; r--) {
      double value = number(records.get(r), column);
      if (Double.isFinite(value)) {
        return String.format(Locale.ROOT, ", at last %.3f", value);
      }
    }
    return "";
  }

  private LineChart.Line line(String name) {
    int bucket = (records.size() + MOST_POINTS - 1) / MOST_POINTS;
    List<double[]> points = new ArrayList<>();
    for (int start = 0; start < records.size(); start += bucket) {
      double steps = 0;
      double sum = 0;
      int known = 0;
      for (int r = start; r < Math.min(records.size(), start + bucket); r++) {
        double step = number(records.get(r), STEP);
        double value = number(records.get(r), name);
        if (Double.isFinite(step) && Double.isFinite(value)) {
          steps += step;
          sum += value;
          known++;
        }
      }
      // Nothing known gives NaN: the chart leaves a gap.
      points.add(new double[] {steps / known, sum / known});
    }
    return new LineChart.Line(name, points);
  }

  /** NaN where the cell is empty or was cut off as a run was killed. */
  private double number(Csv.Row row, String column) {
    int index = header.indexOf(column);
    try {
      return index < row.cells().size() ? Double.parseDouble(row.cells().get(index)) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
