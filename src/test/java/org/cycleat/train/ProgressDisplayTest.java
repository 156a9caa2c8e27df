package org.cycleat.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);
  private final AtomicLong time = new AtomicLong(5 * SECOND);

  private static StepReport report(long step) {
    Map<String, Float> losses = new LinkedHashMap<>();
    losses.put("L_W", 1.23456f);
    losses.put("L_GAN", 0.5f);
    return new StepReport(step, 4000, 0.1f, losses);
  }

  /** Steps have waited 1.5 s in all. */
  private ProgressDisplay display(String task, boolean isTerminal) {
    var screen = new ProgressScreen(isTerminal, "", out, time::get);
    return new ProgressDisplay(task, 2, () -> 1.5, screen);
  }

  @Test
  void withoutATerminalThereIsALineEverySoOften() {
    try (var display = display("translation", false)) {
      display.onStart(100, 4000);
      time.addAndGet(5 * SECOND);
      display.onStep(report(110));
      assertEquals("", bytes.toString(UTF_8));
      time.addAndGet(5 * SECOND);
      // 20 steps of 2 images in 10 s; 3,880 steps left take 1,940 s
      display.onStep(report(120));
      display.onStep(report(121));
      time.addAndGet(1940 * SECOND);
      display.onStep(report(4000));
    }
    String newline = System.lineSeparator();
    assertEquals(
        "translation  step 120/4000  L_W 1.2346  L_GAN 0.5000  4.0 images/s  waiting for data 15 %  0:32:20 left"
            + newline
            + "translation  step 4000/4000  L_W 1.2346  L_GAN 0.5000  4.0 images/s  waiting for data 0 %  0:00:00 left"
            + newline,
        bytes.toString(UTF_8));
  }

  @Test
  void onATerminalThereIsABar() {
    try (var display = display("source", true)) {
      display.onStart(100, 4000);
      time.addAndGet(10 * SECOND);
      display.onStep(report(120));
    }
    String shown = bytes.toString(UTF_8);
    assertTrue(shown.contains("source"), shown);
    assertTrue(shown.contains("120/4000"), shown);
  }
}
