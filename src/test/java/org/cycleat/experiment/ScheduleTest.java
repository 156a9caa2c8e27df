package org.cycleat.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.stage.Loans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScheduleTest {
  private static Cell cell(String name, String... needs) {
    return cellOf(name, name, needs);
  }

  private static Cell cellOf(String run, String name, String... needs) {
    return new Cell(
        name,
        Path.of("runs", run),
        Config.preset("tiny"),
        Map.of(),
        Loans.NONE,
        List.of(),
        List.of(),
        List.of(needs));
  }

  @Test
  void cellsWaitForThoseThatTheyNeed() {
    List<String> made = Collections.synchronizedList(new ArrayList<>());
    List<Cell> cells =
        List.of(cell("a"), cell("b", "a"), cell("c", "a"), cell("d", "b", "c", "made before"));
    new Schedule(3, cell -> made.add(cell.name())).run(cells);
    assertEquals("a", made.get(0));
    assertEquals("d", made.get(3));
    assertEquals(4, made.size());
  }

  @Test
  void cellsOfNoCommonNeedRunAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    new Schedule(
            2,
            cell -> {
              both.countDown();
              await(both);
            })
        .run(List.of(cell("a"), cell("b")));
    assertEquals(0, both.getCount());
  }

  @Test
  void cellsOfOneRunTakeTurns() {
    AtomicInteger working = new AtomicInteger();
    List<Integer> together = Collections.synchronizedList(new ArrayList<>());
    new Schedule(
            3,
            cell -> {
              together.add(working.incrementAndGet());
              LockSupport.parkNanos(20_000_000);
              working.decrementAndGet();
            })
        .run(List.of(cellOf("run", "a"), cellOf("run", "b"), cellOf("run", "c", "a")));
    assertEquals(List.of(1, 1, 1), together);
  }

  @Test
  void afterAFailureThoseAtWorkEndAndNoOthersBegin() {
    CountDownLatch failed = new CountDownLatch(1);
    List<String> made = Collections.synchronizedList(new ArrayList<>());
    Schedule schedule =
        new Schedule(
            2,
            cell -> {
              if (cell.name().equals("a")) {
                failed.countDown();
                throw new UserException("a fails");
              }
              await(failed);
              made.add(cell.name());
            });
    List<Cell> cells = List.of(cell("a"), cell("b"), cell("c", "b"), cell("d", "a"));
    UserException failure = assertThrows(UserException.class, () -> schedule.run(cells));
    assertEquals("a fails", failure.getMessage());
    assertTrue(made.equals(List.of("b")), made::toString);
  }

  @Test
  void whatWaitsForAThreadDoesNotBeginAfterAFailure() {
    List<String> made = new ArrayList<>();
    Schedule schedule =
        new Schedule(
            1,
            cell -> {
              made.add(cell.name());
              throw new NoClassDefFoundError("an error, not an exception");
            });
    assertThrows(
        NoClassDefFoundError.class, () -> schedule.run(List.of(cell("a"), cell("b"), cell("c"))));
    assertEquals(List.of("a"), made);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
