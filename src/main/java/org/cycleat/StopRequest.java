package org.cycleat;

import java.util.concurrent.CountDownLatch;

/**
 * Notices that the process was asked to stop (Ctrl-C, SIGTERM) and holds its end back until the
 * work that listens has saved what it has.
 *
 * <p>The virtual machine ends when its shutdown hooks return, so the hook waits. {@code
 * System.exit} blocks while a hook runs, so the hook itself ends the process, with {@link
 * #EXIT_CODE}.
 */
public final class StopRequest implements AutoCloseable {

  /** What shells give a process that Ctrl-C ended. */
  public static final int EXIT_CODE = 130;

  /** For the thread that listened to print its message and close its files. */
  private static final long GRACE_MILLIS = 1000;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread worker = Thread.currentThread();
  private final Thread hook = new Thread(this::onShutdown, "stop-request");
  private volatile boolean requested;

  private StopRequest() {}

  /** To be called by the thread that does the work, and closed when it is done or has saved. */
  public static StopRequest listen() {
    StopRequest request = new StopRequest();
    Runtime.getRuntime().addShutdownHook(request.hook);
    return request;
  }

  public boolean isRequested() {
    return requested;
  }

  @Override
  public void close() {
    finished.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The shutdown began a moment ago; the hook finds the work finished.
      }
    }
  }

  private void onShutdown() {
    requested = true;
    try {
      finished.await();
      worker.join(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
