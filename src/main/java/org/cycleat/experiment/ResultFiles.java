package org.cycleat.experiment;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.cycleat.evaluation.ResultTable;

/** Writes a table. */
record ResultFiles(Result result, Path folder) {
  void write(Consumer<String> report) {
    ResultTable table = new ResultTable(result.corner(), result.codes());
    for (Result.Row row : result.rows()) {
      row.scores()
          .ifPresent(
              scores ->
                  table.add(
                      row.title(),
                      scores.perClass().stream().mapToDouble(Scores.Spread::mean).toArray(),
                      scores.average().mean()));
      row.published()
          .ifPresent(
              published ->
                  table.add(
                      "  paper",
                      published.perClass().stream().mapToDouble(v -> v).toArray(),
                      published.average()));
    }
    report.accept(table.text());
  }
}
