package org.cycleat.train;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a task is on standard error: a bar on a terminal, else a line now and then. */
public final class TaskProgress implements AutoCloseable {
  private static final long PLAIN_NANOS = Duration.ofSeconds(10).toNanos();

  private final String task;
  private final long total;
  private final PrintStream out;
  private final ProgressBar bar;
  private long done;
  private long lastLine = System.nanoTime();

  /**
   * @param total how many steps the task has
   */
  public TaskProgress(String task, long total) {
    this(task, total, ProgressDisplay.isTerminal(), System.err);
  }

  TaskProgress(String task, long total, boolean isTerminal, PrintStream out) {
    this.task = task;
    this.total = total;
    this.out = out;
    this.bar =
        isTerminal
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
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
    } else if (done == total || System.nanoTime() - lastLine >= PLAIN_NANOS) {
      lastLine = System.nanoTime();
      out.printf(Locale.ROOT, "%s  %d/%d%n", task, done, total);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
