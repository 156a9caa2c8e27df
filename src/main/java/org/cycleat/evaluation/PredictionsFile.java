package org.cycleat.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.cycleat.UserException;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Sample;

/**
 * predictions.csv: {@code file}, {@code label}, {@code method}, and a column with the probability
 * of each class, named by its code, empty where no face was found; a row for each image and method.
 */
public final class PredictionsFile {
  /** The column of the first class. */
  private static final int FIRST_CLASS = 3;

  private PredictionsFile() {}

  /**
   * An image as it was judged.
   *
   * @param file how it is called
   * @param label code of its true class
   * @param predicted code of its most probable class; empty where no face was found
   */
  public record Row(String file, String label, String predicted) {}

  /**
   * Reads what {@link #write} wrote.
   *
   * @return the rows of each method, both in their order
   * @throws UserException where it is no such file
   */
  public static Map<String, List<Row>> read(Path from) {
    Map<String, List<Row>> methods = new LinkedHashMap<>();
    List<String> header = List.of();
    for (Csv.Row line : Csv.read(from)) {
      List<String> cells = line.cells();
      if (header.isEmpty()) {
        header = cells;
        continue;
      }
      if (cells.size() != header.size() || cells.size() <= FIRST_CLASS) {
        throw new UserException(
            "line %d of %s has %d cells, expected %d as in its header; evaluate again"
                .formatted(line.line(), from, cells.size(), header.size()));
      }
      methods
          .computeIfAbsent(cells.get(2), method -> new ArrayList<>())
          .add(new Row(cells.get(0), cells.get(1), predicted(header, cells)));
    }
    return methods;
  }

  private static String predicted(List<String> header, List<String> cells) {
    if (cells.get(FIRST_CLASS).isEmpty()) {
      return "";
    }
    int best = FIRST_CLASS;
    for (int i = best + 1; i < cells.size(); i++) {
      if (Double.parseDouble(cells.get(i)) > Double.parseDouble(cells.get(best))) {
        best = i;
      }
    }
    return header.get(best);
  }

  /**
   * Writes the file; a reader never sees half of it.
   *
   * @param methods by name, written in the map's order
   * @param file how an image is called
   */
  public static void write(
      Path to, Map<String, Predictions> methods, Function<Sample, String> file) {
    List<List<String>> rows = new ArrayList<>();
    methods.forEach(
        (method, predictions) -> {
          Labels labels = predictions.manifest().labels();
          if (rows.isEmpty()) {
            List<String> header = new ArrayList<>(List.of("file", "label", "method"));
            header.addAll(labels.codes());
            rows.add(header);
          }
          for (int i = 0; i < predictions.manifest().size(); i++) {
            Sample sample = predictions.manifest().samples().get(i);
            List<String> row = new ArrayList<>();
            row.add(file.apply(sample));
            row.add(labels.get(sample.label()).code());
            row.add(method);
            for (float probability : predictions.probabilities().get(i)) {
              row.add(String.format(Locale.ROOT, "%.6f", probability));
            }
            row.addAll(Collections.nCopies(rows.get(0).size() - row.size(), ""));
            rows.add(row);
          }
        });
    Csv.write(to, rows);
  }
}
