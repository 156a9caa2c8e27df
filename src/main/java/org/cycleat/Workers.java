package org.cycleat;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Several threads at the same work. */
public final class Workers {
  private Workers() {}

  /** As many threads as there are cores, but not more than tasks. */
  public static int perCore(int tasks) {
    return Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), tasks));
  }

  /**
   * Runs a worker in each of so many threads, and waits for all, or for the first that fails.
   *
   * @param worker takes tasks until there are none left
   * @param work what is done, for the error: "preparing images"
   * @throws UserException what a worker throws
   */
  public static void run(int threads, String work, Callable<Void> worker) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CompletionService<Void> running = new ExecutorCompletionService<>(executor);
      for (int i = 0; i < threads; i++) {
        running.submit(worker);
      }
      for (int i = 0; i < threads; i++) {
        running.take().get(); // whichever ends first, so that a failure is told at once
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UserException reason) {
        throw reason;
      }
      if (e.getCause() instanceof Error error) { // such as out of memory
        throw error;
      }
      throw new IllegalStateException(work + " failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + work, e);
    } finally {
      executor.shutdownNow();
    }
  }
}
