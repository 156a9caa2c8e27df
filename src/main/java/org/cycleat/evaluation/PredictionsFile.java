package org.cycleat.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Sample;

/**
 * predictions.csv: {@code file}, {@code label}, {@code method}, and a column with the probability
 * of each class, named by its code, empty where no face was found; a row for each image and method.
 */
public final class PredictionsFile {
  private PredictionsFile() {}

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
