package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.cycleat.train.TaskProgress.Steps;
import org.junit.jupiter.api.Test;

class TaskProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong time = new AtomicLong(7 * SECOND);

  private final ProgressScreen screen = new ProgressScreen(false, "", out, time::get);

  private void assertShown(String expected) {
    assertEquals(expected, bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aPlainOutputGetsALineAtTheEnd() {
    try (var progress = new TaskProgress("prepare", new Steps(3, 0), screen)) {
      progress.step();
      progress.reached(2);
      progress.step();
    }
    assertShown("prepare  3/3\n");
  }

  @Test
  void aLongTaskSaysEverySoOftenHowLongItStillTakes() {
    try (var progress = new TaskProgress("features", new Steps(500, 0), screen)) {
      progress.reached(0);
      time.addAndGet(10 * SECOND);
      progress.reached(0); // nothing can be said of the speed yet
      progress.reached(4); // 10 s for 4, so 1,240 s for 496
      time.addAndGet(9 * SECOND);
      progress.reached(90);
      time.addAndGet(SECOND);
      progress.reached(100); // 20 s for 100, so 80 s for 400
      progress.reached(500);
    }
    assertShown(
        "features  4/500  0:20:40 left\nfeatures  100/500  0:01:20 left\nfeatures  500/500\n");
  }

  @Test
  void stepsOfAnEarlierRunTellNothingOfTheSpeed() {
    try (var progress = new TaskProgress("prepare", new Steps(100, 90), screen)) {
      time.addAndGet(10 * SECOND);
      progress.step(); // 10 s for 1, so 90 s for 9
      time.addAndGet(SECOND);
      progress.reached(100);
    }
    assertShown("prepare  91/100  0:01:30 left\nprepare  100/100\n");
  }
}
