package org.cycleat.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.cycleat.InterruptedRunException;

/** Makes cells, several at the same time, each when those that it needs are there. */
final class Schedule {
  private final int parallel;
  private final Consumer<Cell> maker;

  /**
   * @param parallel how many cells at the same time
   * @param maker makes one
   */
  Schedule(int parallel, Consumer<Cell> maker) {
    this.parallel = parallel;
    this.maker = maker;
  }

  /**
   * Makes the cells. Where one fails, those at work are finished, and no others begun.
   *
   * @param cells each after those that it needs; what is not among them is there already
   */
  void run(List<Cell> cells) {
    List<Cell> waiting = new ArrayList<>(cells);
    Set<String> missing = new HashSet<>();
    cells.forEach(cell -> missing.add(cell.name()));
    Set<Path> busy = new HashSet<>();
    ExecutorService threads = Executors.newFixedThreadPool(parallel);
    try {
      CompletionService<Cell> done = new ExecutorCompletionService<>(threads);
      int running = 0;
      Throwable failure = null;
      while (running > 0 || (failure == null && !waiting.isEmpty())) {
        // no more than there are threads for: what waits for a thread would begin after a failure
        while (failure == null && running < parallel && begin(waiting, missing, busy, done)) {
          running++;
        }
        try {
          Cell made = done.take().get();
          missing.remove(made.name());
          busy.remove(made.run());
        } catch (ExecutionException e) {
          failure = failure == null ? e.getCause() : failure;
        } catch (InterruptedException e) {
          throw new InterruptedRunException("interrupted; the same command goes on");
        }
        running--;
      }
      rethrow(failure);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Begins the first cell whose needs are there and whose run no other is at work in; false where
   * there is none.
   */
  private boolean begin(
      List<Cell> waiting, Set<String> missing, Set<Path> busy, CompletionService<Cell> done) {
    for (Cell cell : waiting) {
      if (!busy.contains(cell.run()) && cell.needs().stream().noneMatch(missing::contains)) {
        busy.add(cell.run());
        waiting.remove(cell);
        done.submit(() -> maker.accept(cell), cell);
        return true;
      }
    }
    return false;
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException known) {
      throw known;
    } else if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }
}
