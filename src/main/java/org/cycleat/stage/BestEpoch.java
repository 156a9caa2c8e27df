package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.dataset.Manifest;
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

  private final Session session;
  private final ClassifierTask task;
  private final Lesson.Validation validation;
  private final Checkpoint checkpoint;
  private final Path folder;
  private final Metrics metrics;
  private MetricsFile file;
  private double score = Double.NEGATIVE_INFINITY;
  private long epoch;

  /**
   * @param folder of the stage: the best weights are kept there under the classifier's name
   */
  BestEpoch(Session session, ClassifierTask task, Judge judge, Path folder, Metrics metrics) {
    this.session = session;
    this.task = task;
    this.validation = judge.validation();
    this.checkpoint = judge.checkpoint();
    this.folder = folder;
    this.metrics = metrics;
  }

  /** What judges a classifier and what keeps it. */
  record Judge(Lesson.Validation validation, Checkpoint checkpoint) {}

  @Override
  public void onStart(long done, long steps) {
    close();
    file = new MetricsFile(folder.resolve(FILE_NAME), List.of(lesson().scoreName()), done);
  }

  @Override
  public void onStep(StepReport report) {
    if (report.step() % task.stepsPerEpoch() != 0) {
      return;
    }
    Manifest faces = task.data().validation();
    if (faces.size() > 0) {
      double reached = validation.score(session, faces);
      file.append(report.step(), Map.of(lesson().scoreName(), (float) reached));
      metrics.scalar(report.step(), lesson().scoreName(), (float) reached);
      if (reached < score) {
        return;
      }
      score = reached;
    }
    epoch = report.step() / task.stepsPerEpoch();
    checkpoint.save(session, folder.resolve(task.name()), report.step());
  }

  private Lesson lesson() {
    return task.recipe().lesson();
  }

  @Override
  public Snapshot snapshot() {
    return Snapshot.of(
        Map.of("best", new long[] {epoch, Double.doubleToLongBits(score)}), Map.of());
  }

  @Override
  public void restore(Snapshot snapshot) {
    long[] best = snapshot.longs("best");
    epoch = best[0];
    score = Double.longBitsToDouble(best[1]);
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
    return Double.isInfinite(score)
        ? "kept the last epoch, %d".formatted(epoch)
        : "best epoch %d, %s on the validation part".formatted(epoch, lesson().describe(score));
  }
}
