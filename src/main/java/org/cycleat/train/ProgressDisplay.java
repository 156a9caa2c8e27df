package org.cycleat.train;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows the losses, images per second, the share of waiting for data and the time left: as a bar on
 * a terminal, else as a line every so often.
 */
public final class ProgressDisplay implements TrainingListener, AutoCloseable {
  private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);
  private static final int BAR_INTERVAL_MILLIS = 500;

  private final String task;
  private final int imagesPerStep;
  private final DoubleSupplier waited;
  private final boolean isTerminal;
  private final PrintStream out;
  private final LongSupplier nanoTime;
  private ProgressBar bar;
  private long startStep;
  private long startTime;
  private long lastLine;

  /**
   * @param task what is shown before the numbers, such as {@code source}
   * @param imagesPerStep the batch size
   * @param waited seconds that steps have waited for data, since this process began
   */
  public ProgressDisplay(String task, int imagesPerStep, DoubleSupplier waited) {
    this(task, imagesPerStep, waited, ProgressScreen.standard());
  }

  ProgressDisplay(String task, int imagesPerStep, DoubleSupplier waited, ProgressScreen screen) {
    this.task = screen.name(task);
    this.imagesPerStep = imagesPerStep;
    this.waited = waited;
    this.isTerminal = screen.isTerminal();
    this.out = screen.out();
    this.nanoTime = screen.nanoTime();
  }

  @Override
  public void onStart(long done, long steps) {
    close();
    startStep = done;
    startTime = nanoTime.getAsLong();
    lastLine = startTime;
    if (isTerminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(steps)
              .startsFrom(done, Duration.ZERO)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(BAR_INTERVAL_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(out))
              .build();
    }
  }

  @Override
  public void onStep(StepReport report) {
    long now = nanoTime.getAsLong();
    double seconds = Math.max(1, now - startTime) / 1e9;
    double stepsPerSecond = (report.step() - startStep) / seconds;
    String numbers =
        String.format(
            Locale.ROOT,
            "%s  %.1f images/s  waiting for data %.0f %%",
            format(report.losses()),
            stepsPerSecond * imagesPerStep,
            100 * waited.getAsDouble() / seconds);
    if (bar != null) {
      bar.setExtraMessage(numbers).stepTo(report.step());
      return;
    }
    boolean isLast = report.step() == report.steps();
    if (isLast || now - lastLine >= PLAIN_INTERVAL.toNanos()) {
      lastLine = now;
      out.printf(
          Locale.ROOT,
          "%s  step %d/%d  %s  %s%n",
          task,
          report.step(),
          report.steps(),
          numbers,
          ClockTime.left((report.steps() - report.step()) / stepsPerSecond));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private static String format(Map<String, Float> losses) {
    return losses.entrySet().stream()
        .map(loss -> String.format(Locale.ROOT, "%s %.4f", loss.getKey(), loss.getValue()))
        .collect(Collectors.joining("  "));
  }
}
