package org.cycleat.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cycleat.UserException;

/** Charts of a metrics.csv: a column {@code step}, then one column for each named value. */
public final class LearningCurves {
  private static final int MOST_POINTS = 300;
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private LearningCurves() {}

  /**
   * Draws columns as lines over the steps. Many steps are averaged to 300 points; a value that is
   * empty or not finite leaves a gap.
   *
   * @param columns to draw, in the legend's order; empty: all but {@code step}
   * @param png the picture's file, which is whole or absent
   * @throws UserException if the file is missing, has no step column or lacks a named column
   */
  public static void draw(Path csv, List<String> columns, Path png) throws IOException {
    List<CSVRecord> records;
    List<String> names;
    try (CSVParser parser = CSVParser.parse(Files.newBufferedReader(csv), FORMAT)) {
      names = new ArrayList<>(parser.getHeaderNames());
      records = parser.getRecords();
    } catch (NoSuchFileException e) {
      throw new UserException("no metrics at " + csv + ": train the stage first", e);
    }
    if (!names.remove("step")) {
      throw new UserException(csv + ": expected a column step, found " + names);
    }
    for (String column : columns) {
      if (!names.contains(column)) {
        throw new UserException(csv + ": no column " + column + "; it has " + names);
      }
    }
    List<LineChart.Line> lines = new ArrayList<>();
    for (String name : columns.isEmpty() ? names : columns) {
      lines.add(line(name, records));
    }
    LineChart.draw(lines, png);
  }

  private static LineChart.Line line(String name, List<CSVRecord> records) {
    int bucket = (records.size() + MOST_POINTS - 1) / MOST_POINTS;
    List<double[]> points = new ArrayList<>();
    for (int start = 0; start < records.size(); start += bucket) {
      double steps = 0;
      double sum = 0;
      int known = 0;
      for (int r = start; r < Math.min(records.size(), start + bucket); r++) {
        double step = number(records.get(r), "step");
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
  private static double number(CSVRecord row, String column) {
    try {
      return row.isSet(column) ? Double.parseDouble(row.get(column)) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
