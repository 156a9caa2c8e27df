package org.cycleat.train;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows on standard error how far a task is and how long it still takes: a bar on a terminal, else
 * a line now and then.
 */
public final class TaskProgress implements AutoCloseable {
  private static final long PLAIN_NANOS = Duration.ofSeconds(10).toNanos();

  private final String task;
  private final long total;
  private final PrintStream out;
  private final ProgressBar bar;
  private final LongSupplier nanoTime;
  private final long startTime;
  private final long doneBefore;
  private long done;
  private long lastLine;

  /**
   * @param total how many steps the task has
   */
  public TaskProgress(String task, long total) {
    this(task, total, 0);
  }

  /**
   * @param total how many steps the task has
   * @param before how many of them were done before; what is left takes as long as the others
   */
  public TaskProgress(String task, long total, long before) {
    this(task, new Steps(total, before), ProgressScreen.standard());
  }

  /** How many steps there are in all, and were done before. */
  record Steps(long total, long before) {}

  TaskProgress(String task, Steps steps, ProgressScreen screen) {
    this.task = screen.name(task);
    this.total = steps.total();
    this.doneBefore = steps.before();
    this.done = steps.before();
    this.out = screen.out();
    this.nanoTime = screen.nanoTime();
    this.startTime = nanoTime.getAsLong();
    this.lastLine = startTime;
    this.bar =
        screen.isTerminal()
            ? new ProgressBarBuilder()
                .setTaskName(this.task)
                .setInitialMax(total)
                .startsFrom(doneBefore, Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .build()
            : null;
  }

  /** One more step is done; any thread may say so. */
  public synchronized void step() {
    reached(done + 1);
  }

  /** So many steps are done. */
  public synchronized void reached(long steps) {
    done = steps;
    if (bar != null) {
      bar.stepTo(done);
      return;
    }
    long now = nanoTime.getAsLong();
    if (done == total) {
      out.printf(Locale.ROOT, "%s  %d/%d%n", task, done, total);
    } else if (now - lastLine >= PLAIN_NANOS && done > doneBefore) {
      lastLine = now;
      double secondsPerStep = (now - startTime) / 1e9 / (done - doneBefore);
      String left = ClockTime.left((total - done) * secondsPerStep);
      out.printf(Locale.ROOT, "%s  %d/%d  %s%n", task, done, total, left);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
