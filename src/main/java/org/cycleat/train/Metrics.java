package org.cycleat.train;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records a stage's losses: every so many steps a row in {@code metrics.csv} with their means since
 * the last row and the learning rate, and the same as events for TensorBoard.
 */
public final class Metrics implements TrainingListener, Resumable, AutoCloseable {
  private static final String LEARNING_RATE = "learning_rate";

  /** What the file in a stage's folder is called. */
  public static final String FILE_NAME = "metrics.csv";

  private final Path folder;
  private final long every;
  private final boolean events;
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private long count;
  private long resumed;
  private MetricsFile file;
  private TensorBoard board;

  /**
   * @param folder gets {@value #FILE_NAME} and {@code events/}
   * @param every how many steps a row covers
   * @param events whether TensorBoard's events are written
   */
  public Metrics(Path folder, long every, boolean events) {
    if (every < 1) {
      throw new IllegalArgumentException("every must be at least 1, got " + every);
    }
    this.folder = folder;
    this.every = every;
    this.events = events;
  }

  @Override
  public void onStart(long done, long steps) {
    close();
    resumed = done;
    if (events) {
      board = new TensorBoard(folder.resolve("events"), done);
    }
  }

  @Override
  public void onStep(StepReport report) {
    report.losses().forEach((name, loss) -> sums.merge(name, (double) loss, Double::sum));
    count++;
    if (report.step() % every == 0 || report.step() == report.steps()) {
      write(report);
      sums.clear();
      count = 0;
    }
  }

  /** A number beside the losses, such as a validation accuracy, for TensorBoard only. */
  public void scalar(long step, String tag, float value) {
    if (board != null) {
      board.scalar(step, tag, value);
    }
  }

  /** A picture, such as a grid of samples, for TensorBoard only. */
  public void image(long step, String tag, BufferedImage picture) {
    if (board != null) {
      board.image(step, tag, picture);
      board.flush();
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
    if (board != null) {
      board.close();
      board = null;
    }
  }

  private void write(StepReport report) {
    Map<String, Float> row = new LinkedHashMap<>();
    report.losses().keySet().forEach(name -> row.put(name, (float) (sums.get(name) / count)));
    row.put(LEARNING_RATE, report.learningRate());
    if (file == null) {
      file = new MetricsFile(folder.resolve(FILE_NAME), row.keySet(), resumed);
    }
    file.append(report.step(), row);
    if (board != null) {
      row.forEach((name, value) -> board.scalar(report.step(), name, value));
      board.flush();
    }
  }

  @Override
  public Snapshot snapshot() {
    Map<String, long[]> longs = new TreeMap<>();
    longs.put("count", new long[] {count});
    sums.forEach(
        (name, sum) -> longs.put("sum " + name, new long[] {Double.doubleToLongBits(sum)}));
    return Snapshot.of(longs, Map.of());
  }

  @Override
  public void restore(Snapshot snapshot) {
    count = snapshot.longs("count")[0];
    sums.clear();
    snapshot
        .longs()
        .forEach(
            (name, bits) -> {
              if (name.startsWith("sum ")) {
                sums.put(name.substring(4), Double.longBitsToDouble(bits[0]));
              }
            });
  }
}
