package org.cycleat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Test
  void everyThreadWorks() {
    AtomicInteger workers = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(3);
    Workers.run(
        3,
        "waiting",
        () -> {
          all.countDown();
          assertTrue(all.await(30, TimeUnit.SECONDS), "all at once");
          workers.incrementAndGet();
          return null;
        });
    assertEquals(3, workers.get());
  }

  @Test
  void aMistakeIsToldWhileOthersStillWork() {
    UserException reason = new UserException("a broken model");
    AtomicInteger started = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    long start = System.nanoTime();
    var found =
        assertThrows(
            UserException.class,
            () ->
                Workers.run(
                    2,
                    "waiting",
                    () -> {
                      if (started.getAndIncrement() > 0) {
                        throw reason;
                      }
                      never.await(60, TimeUnit.SECONDS);
                      return null;
                    }));
    assertSame(reason, found);
    assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 30);
  }

  @Test
  void otherFailuresSayWhatWasDone() {
    IllegalArgumentException cause = new IllegalArgumentException("odd");
    var found =
        assertThrows(
            IllegalStateException.class,
            () ->
                Workers.run(
                    1,
                    "rendering",
                    () -> {
                      throw cause;
                    }));
    assertEquals("rendering failed", found.getMessage());
    assertSame(cause, found.getCause());
  }
}
