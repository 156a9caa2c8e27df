package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.cycleat.UserException;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.evaluation.Breakdown;
import org.cycleat.evaluation.BreakdownFile;
import org.cycleat.evaluation.ConfusionFigure;
import org.cycleat.evaluation.MetricsFile;
import org.cycleat.evaluation.Predictions;
import org.cycleat.evaluation.PredictionsFile;
import org.cycleat.evaluation.Results;
import org.cycleat.face.Box;

/**
 * What came of judging methods on the same labelled images, be they a run's or an exported model.
 *
 * @param methods by name, in the table's order
 * @param breakdowns by parts of the images
 */
record Verdict(Map<String, Predictions> methods, Results results, List<Breakdown> breakdowns) {
  /** The files in a judgement's folder. */
  static final String METRICS = "metrics.json";

  static final String BREAKDOWN = "breakdown.json";
  static final String PREDICTIONS = "predictions.csv";

  /**
   * Draws the figures out of predictions.
   *
   * @param by columns of the manifest for whose values the mean accuracy is wanted too
   */
  static Verdict of(Map<String, Predictions> methods, List<String> by) {
    List<Breakdown> breakdowns = new ArrayList<>();
    Breakdown.byHeadTurn(methods).ifPresent(breakdowns::add);
    breakdowns.addAll(Breakdown.all(methods, by));
    Results results = Results.of(methods, TargetTraining.Method.CYCLEAT.title());
    return new Verdict(methods, results, breakdowns);
  }

  /**
   * Makes sure that the columns asked for are there.
   *
   * @throws UserException that lists those there are
   */
  static void requireColumns(Manifest manifest, List<String> columns) {
    for (String column : columns) {
      if (!manifest.columns().contains(column)) {
        throw new UserException(
            "no column %s in the data (--by): there are %s"
                .formatted(column, String.join(", ", manifest.columns())));
      }
    }
  }

  /**
   * For a terminal: the table, what it means, and the tables of the parts.
   *
   * @param note what a method is, in a few words
   */
  String text(UnaryOperator<String> note) {
    StringBuilder text = new StringBuilder(results.table(note).text()).append('\n');
    results.remarks().forEach(remark -> text.append(remark).append('\n'));
    results
        .comparison()
        .ifPresent(c -> text.append("%s\n%s\n".formatted(c.sentence(), c.ofAllFaces())));
    breakdowns.forEach(breakdown -> text.append('\n').append(breakdown.text()));
    return text.toString();
  }

  /**
   * Writes {@code metrics.json} with the last method on top, {@code confusion.png} and the surest
   * errors of it, {@code breakdown.json} and {@code predictions.csv}.
   *
   * @param name how an image is called
   * @param faces where the face is in images of which it is not the square in the middle
   */
  void write(Path folder, Function<Sample, String> name, Map<Path, Box> faces) {
    try {
      Files.createDirectories(folder);
      MetricsFile.write(folder.resolve(METRICS), results);
      ConfusionFigure.draw(results.last().getValue().confusion(), folder.resolve("confusion.png"));
      BreakdownFile.write(folder.resolve(BREAKDOWN), breakdowns);
      new SurestErrors(folder).write(methods.get(results.last().getKey()), name, faces);
    } catch (IOException e) {
      throw UserException.cannotWrite(folder, e);
    }
    PredictionsFile.write(folder.resolve(PREDICTIONS), methods, name);
  }
}
