package org.cycleat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The wish that the process stops (Ctrl-C, SIGTERM): a program that {@linkplain #obey obeys} ends
 * within ten seconds, at once where nobody listens, else when the work that listens has saved what
 * it has.
 *
 * <p>The virtual machine ends when its shutdown hooks return, so the hook waits. {@code
 * System.exit} blocks while a hook runs, so the hook itself ends the process, with {@link
 * #EXIT_CODE}.
 */
public final class StopRequest implements AutoCloseable {

  /** What shells give a process that Ctrl-C ended. */
  public static final int EXIT_CODE = 130;

  /** Ten seconds after SIGTERM come SIGKILL's: containers and batch systems wait no longer. */
  private static final long PATIENCE_SECONDS = 8;

  private static final AtomicInteger LISTENING = new AtomicInteger();
  private static final CountDownLatch ENDED = new CountDownLatch(1);
  private static volatile boolean requested;

  private StopRequest() {}

  /** To be called once, by a program that then ends by {@link #exit}. */
  public static void obey() {
    Runtime.getRuntime().addShutdownHook(new Thread(StopRequest::onShutdown, "stop-request"));
  }

  /** Ends the program; with {@link #EXIT_CODE} when it was asked to stop. */
  public static void exit(int code) {
    ENDED.countDown();
    System.exit(code);
  }

  /** To be called by work that looks at {@link #isRequested}, and closed when it has saved. */
  public static StopRequest listen() {
    LISTENING.incrementAndGet();
    return new StopRequest();
  }

  public boolean isRequested() {
    return requested;
  }

  @Override
  public void close() {
    LISTENING.decrementAndGet();
  }

  private static void onShutdown() {
    if (ENDED.getCount() == 0) {
      return;
    }
    requested = true;
    if (LISTENING.get() == 0) {
      System.err.println("cycleat: interrupted");
    } else if (!hasEnded()) {
      System.err.printf(
          "cycleat: interrupted; what was at work did not end in %d s, what was saved before is whole%n",
          PATIENCE_SECONDS);
    }
    WholeFile.discardAll();
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  private static boolean hasEnded() {
    try {
      return ENDED.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
