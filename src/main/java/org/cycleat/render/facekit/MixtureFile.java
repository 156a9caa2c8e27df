package org.cycleat.render.facekit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.cycleat.Spelling;
import org.cycleat.UserException;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.Labels;

/**
 * A CSV file of mixtures of expression shapes: the column label, and one of weights for each shape
 * by the kit's name, in any case and order. Shapes without a column, and empty cells, weigh 0;
 * other columns mean nothing here, so that a manifest of rendered faces is such a file.
 */
public final class MixtureFile {
  /** Of a shape: more than any expression of this program has. */
  private static final float MOST = 2;

  private static final String LABEL = "label";
  private static final String OPTION = "(--expressions)";

  private final Path file;
  private final List<String> shapes;
  private final List<String> columns = new ArrayList<>();
  private final Map<Expression, List<Map<String, Float>>> mixtures =
      new EnumMap<>(Expression.class);
  private final Map<String, Integer> leftOut = new LinkedHashMap<>();

  private MixtureFile(Path file, List<String> shapes) {
    this.file = file;
    this.shapes = shapes;
  }

  /**
   * Reads a file.
   *
   * @param shapes names of the kit's
   * @throws UserException where it is not there, is no such file, or lacks an expression
   */
  public static MixtureFile read(Path file, List<String> shapes) {
    MixtureFile found = new MixtureFile(file, shapes);
    found.read();
    return found;
  }

  /** At least one of each expression: the weights of shapes, none of which is 0, by their names. */
  public Map<Expression, List<Map<String, Float>>> mixtures() {
    return Collections.unmodifiableMap(mixtures);
  }

  /** How many rows were left out, by their expression's code or the reason. */
  public Map<String, Integer> leftOut() {
    return Collections.unmodifiableMap(leftOut);
  }

  private void read() {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new UserException(
          "no file at %s %s: expected a CSV file with a column label and one for each shape, such as jawOpen"
              .formatted(file, OPTION));
    }
    List<Csv.Row> rows = Csv.read(file);
    if (rows.isEmpty()) {
      throw new UserException(
          "%s %s is empty: expected a header line with label and names of shapes, such as jawOpen"
              .formatted(file, OPTION));
    }
    rows.get(0).cells().forEach(this::addColumn);
    requireColumns();
    rows.subList(1, rows.size()).forEach(this::addMixture);
    requireEveryExpression();
  }

  private void addColumn(String cell) {
    String name = cell.strip();
    String known =
        shapes.stream()
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .orElse(name.equalsIgnoreCase(LABEL) ? LABEL : name);
    boolean hasMeaning = known.equals(LABEL) || shapes.contains(known);
    if (hasMeaning && columns.contains(known)) {
      throw new UserException(
          "column '%s' twice in %s: expected it once".formatted(name, place(1)));
    }
    if (!hasMeaning) {
      Spelling.nearest(name, shapes)
          .ifPresent(
              nearest -> {
                throw new UserException(
                    "unknown shape '%s' in %s: did you mean %s?"
                        .formatted(name, place(1), nearest));
              });
    }
    columns.add(known);
  }

  private void requireColumns() {
    if (!columns.contains(LABEL)) {
      throw new UserException(
          "no column 'label' in %s: found '%s', expected label and names of shapes, such as jawOpen"
              .formatted(place(1), String.join(",", columns)));
    }
    if (Collections.disjoint(columns, shapes)) {
      throw new UserException(
          "no column of a shape in %s: found '%s', expected some of the kit's %d shapes, such as jawOpen"
              .formatted(place(1), String.join(",", columns), shapes.size()));
    }
  }

  private void addMixture(Csv.Row row) {
    if (row.cells().size() != columns.size()) {
      throw new UserException(
          "%d fields in %s, expected %d as in its header"
              .formatted(row.cells().size(), place(row.line()), columns.size()));
    }
    String label = row.cells().get(columns.indexOf(LABEL)).strip();
    OptionalInt index = Labels.EXPRESSIONS.indexOf(label);
    if (index.isEmpty()) {
      leftOut.merge(reason(label, row.line()), 1, Integer::sum);
      return;
    }
    Map<String, Float> weights = new TreeMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (shapes.contains(columns.get(i))) {
        float weight = weight(row.cells().get(i).strip(), columns.get(i), row.line());
        if (weight > 0) {
          weights.put(columns.get(i), weight);
        }
      }
    }
    String code = Labels.EXPRESSIONS.get(index.getAsInt()).code();
    mixtures
        .computeIfAbsent(Expression.of(code).orElseThrow(), expression -> new ArrayList<>())
        .add(weights);
  }

  private String reason(String label, long line) {
    return label.isEmpty()
        ? "without a label"
        : Labels.EXPRESSIONS
            .leftOut(label)
            .orElseThrow(
                () ->
                    new UserException(
                        "unknown label '%s' in %s: expected %s"
                            .formatted(label, place(line), Labels.EXPRESSIONS.expected())));
  }

  private float weight(String cell, String column, long line) {
    float weight = Float.NaN;
    try {
      weight = cell.isEmpty() ? 0 : Float.parseFloat(cell);
    } catch (NumberFormatException e) {
      // refused below
    }
    if (!(weight >= 0 && weight <= MOST)) {
      throw new UserException(
          "'%s' in column %s, %s: expected a number from 0 to %.0f, where 1 is all of the shape"
              .formatted(cell, column, place(line), MOST));
    }
    return weight;
  }

  private void requireEveryExpression() {
    StringJoiner missing = new StringJoiner(", ");
    for (Expression expression : Expression.values()) {
      if (!mixtures.containsKey(expression)) {
        missing.add(expression.code());
      }
    }
    if (missing.length() > 0) {
      throw new UserException(
          "no row of %s in %s %s: expected at least one of each of %s"
              .formatted(missing, file, OPTION, Labels.EXPRESSIONS));
    }
  }

  private String place(long line) {
    return "line %d of %s %s".formatted(line, file, OPTION);
  }
}
