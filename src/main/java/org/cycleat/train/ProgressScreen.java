package org.cycleat.train;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Where progress is shown, and by what clock.
 *
 * @param isTerminal whether bars can be drawn on it
 * @param prefix of each task's name; empty where only one thread shows its progress
 */
public record ProgressScreen(
    boolean isTerminal, String prefix, PrintStream out, LongSupplier nanoTime) {
  /** What a thread's tasks are part of, while other threads show theirs too. */
  private static final ThreadLocal<String> OWNER = new ThreadLocal<>();

  /** Standard error, as the current thread may use it. */
  static ProgressScreen standard() {
    String owner = OWNER.get();
    return owner == null
        ? new ProgressScreen(standardErrorIsTerminal(), "", System.err, System::nanoTime)
        : new ProgressScreen(false, owner + " ", System.err, System::nanoTime);
  }

  /**
   * Runs work beside which other threads show their progress: bars would overwrite each other, so
   * it shows lines, each of which begins with the owner's name.
   *
   * @param owner such as the name of a run
   */
  public static void shared(String owner, Runnable work) {
    OWNER.set(owner);
    try {
      work.run();
    } finally {
      OWNER.remove();
    }
  }

  String name(String task) {
    return prefix + task;
  }

  /** Whether standard error is a terminal: Java itself can only ask about input and output. */
  @SuppressWarnings("SystemConsoleNull") // from JDK 22 on only a hint, used where there is no other
  private static boolean standardErrorIsTerminal() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return System.console() != null;
    }
  }
}
