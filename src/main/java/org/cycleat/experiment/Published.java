package org.cycleat.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The figures that the paper gives. */
final class Published {
  private static final List<String> HEADER;
  private static final List<List<String>> LINES = new ArrayList<>();

  static {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                Published.class.getResourceAsStream("paper.csv"), StandardCharsets.UTF_8))) {
      reader.lines().map(line -> Arrays.asList(line.split(",", -1))).forEach(LINES::add);
      HEADER = LINES.remove(0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the paper's figures", e);
    }
  }

  private Published() {}

  /**
   * A row of a table.
   *
   * @param perClass in [0, 1]; NaN where the paper has none
   * @param average the paper's "Ave", in [0, 1]
   */
  record Row(String title, List<Double> perClass, double average) {}

  /**
   * A row for some classes.
   *
   * @param codes of the classes that are wanted
   */
  static Optional<Row> row(String table, String title, List<String> codes) {
    return LINES.stream()
        .filter(line -> line.get(0).equals(table) && line.get(1).equals(title))
        .findFirst()
        .map(line -> row(line, codes));
  }

  /** All rows of a table, in the paper's order. */
  static List<Row> rows(String table, List<String> codes) {
    return LINES.stream()
        .filter(line -> line.get(0).equals(table))
        .map(line -> row(line, codes))
        .toList();
  }

  private static Row row(List<String> line, List<String> codes) {
    List<Double> perClass =
        codes.stream().map(code -> fraction(line, HEADER.indexOf(code))).toList();
    return new Row(line.get(1), perClass, fraction(line, HEADER.size() - 1));
  }

  private static double fraction(List<String> line, int column) {
    return column < 0 || line.get(column).isEmpty()
        ? Double.NaN
        : Double.parseDouble(line.get(column)) / 100;
  }
}
