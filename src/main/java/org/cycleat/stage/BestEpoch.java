package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cycleat.dataset.Manifest;
import org.cycleat.evaluation.Evaluator;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.Metrics;
import org.cycleat.train.MetricsFile;
import org.cycleat.train.Resumable;
import org.cycleat.train.Snapshot;
import org.cycleat.train.StepReport;
import org.cycleat.train.TrainingListener;
import org.tensorflow.Session;

/**
 * Judges a classifier after each epoch on the validation part, writes {@code validation.csv}, and
 * keeps the weights of the best epoch; of equals the latest. Without a validation part every epoch
 * counts as better than the last.
 */
final class BestEpoch implements TrainingListener, Resumable, AutoCloseable {
  static final String FILE_NAME = "validation.csv";

  private static final String ACCURACY = "validation_accuracy";

  private final Session session;
  private final ClassifierTask task;
  private final Evaluator evaluator;
  private final Checkpoint checkpoint;
  private final Path folder;
  private final Metrics metrics;
  private MetricsFile file;
  private double accuracy = Double.NEGATIVE_INFINITY;
  private long epoch;

  /**
   * @param folder of the stage: the best weights are kept there under the classifier's name
   */
  BestEpoch(Session session, ClassifierTask task, Judge judge, Path folder, Metrics metrics) {
    this.session = session;
    this.task = task;
    this.evaluator = judge.evaluator();
    this.checkpoint = judge.checkpoint();
    this.folder = folder;
    this.metrics = metrics;
  }

  /** What judges a classifier and what keeps it. */
  record Judge(Evaluator evaluator, Checkpoint checkpoint) {}

  @Override
  public void onStart(long done, long steps) {
    close();
    file = new MetricsFile(folder.resolve(FILE_NAME), List.of(ACCURACY), done);
  }

  @Override
  public void onStep(StepReport report) {
    if (report.step() % task.stepsPerEpoch() != 0) {
      return;
    }
    Manifest validation = task.data().validation();
    if (validation.size() > 0) {
      double reached = evaluator.evaluate(session, validation).average();
      file.append(report.step(), Map.of(ACCURACY, (float) reached));
      metrics.scalar(report.step(), ACCURACY, (float) reached);
      if (reached < accuracy) {
        return;
      }
      accuracy = reached;
    }
    epoch = report.step() / task.stepsPerEpoch();
    checkpoint.save(session, folder.resolve(task.name()), report.step());
  }

  @Override
  public Snapshot snapshot() {
    return Snapshot.of(
        Map.of("best", new long[] {epoch, Double.doubleToLongBits(accuracy)}), Map.of());
  }

  @Override
  public void restore(Snapshot snapshot) {
    long[] best = snapshot.longs("best");
    epoch = best[0];
    accuracy = Double.longBitsToDouble(best[1]);
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }

  /** For people: which epoch was kept, and why. */
  @Override
  public String toString() {
    return Double.isInfinite(accuracy)
        ? "kept the last epoch, %d".formatted(epoch)
        : String.format(
            Locale.ROOT,
            "best epoch %d, %.1f %% mean accuracy on the validation part",
            epoch,
            100 * accuracy);
  }
}
