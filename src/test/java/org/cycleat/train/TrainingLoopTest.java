package org.cycleat.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.exceptions.TFResourceExhaustedException;

class TrainingLoopTest {

  @TempDir Path folder;

  @Test
  void aResumedRunEqualsAnUninterruptedOneBitForBit() throws IOException {
    Path straight = folder.resolve("straight");
    try (TinyRun run = new TinyRun(straight)) {
      run.train(20, run::step);
    }
    Path broken = folder.resolve("broken");
    try (TinyRun run = new TinyRun(broken)) {
      // Dies in step 10, as a killed process does; step 7 was saved.
      var e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  run.train(
                      20,
                      (step, rate) -> {
                        if (step == 10) {
                          throw new IllegalStateException("killed");
                        }
                        return run.step(step, rate);
                      }));
      assertEquals("killed", e.getMessage());
      assertEquals(OptionalLong.of(7), run.state.newest());
    }
    try (TinyRun run = new TinyRun(broken)) {
      run.train(20, run::step);
    }
    for (String file : List.of("variables.data-00000-of-00001", "variables.index", "parts.bin")) {
      Path at = Path.of("state/step-00000020").resolve(file);
      assertArrayEquals(
          Files.readAllBytes(straight.resolve(at)), Files.readAllBytes(broken.resolve(at)), file);
    }
    assertEquals(
        Files.readString(straight.resolve("metrics.csv")),
        Files.readString(broken.resolve("metrics.csv")));
    assertEquals(6, Files.readAllLines(broken.resolve("metrics.csv")).size());
    try (TinyRun run = new TinyRun(broken)) {
      run.train(
          20,
          (step, rate) -> {
            throw new AssertionError("a complete run has no step left");
          });
    }
  }

  @Test
  void aStepThatNeedsTooMuchMemoryIsNamed() {
    try (TinyRun run = new TinyRun(folder)) {
      TrainingLoop.Step failing =
          (step, rate) -> {
            if (step == 2) {
              throw new TFResourceExhaustedException("OOM when allocating tensor with shape[9]");
            }
            return run.step(step, rate);
          };
      var e = assertThrows(MemoryShortage.class, () -> run.train(20, failing));
      assertEquals("step 3 of 20", e.place());
    }
  }

  @Test
  void aLossThatIsNotFiniteStopsTheRunAndKeepsTheLastGoodState() {
    try (TinyRun run = new TinyRun(folder)) {
      var e =
          assertThrows(
              UserException.class,
              () ->
                  run.train(
                      20,
                      (step, rate) ->
                          step < 8 ? run.step(step, rate) : Map.of("L_cyc", Float.NaN)));
      assertEquals(
          "the loss L_cyc is NaN at step 9 (learning rate 0.009230769); the last good state is "
              + folder.resolve("state/step-00000007")
              + "; lower the learning rate and run again",
          e.getMessage());
      assertEquals(OptionalLong.of(7), run.state.newest());
    }
  }

  @Test
  void weightsThatAreNotFiniteAreNotSaved() {
    try (TinyRun run = new TinyRun(folder)) {
      var e =
          assertThrows(
              UserException.class,
              () ->
                  run.train(
                      20,
                      (step, rate) -> {
                        var losses = run.step(step, rate);
                        if (step == 13) {
                          run.poison();
                        }
                        return losses;
                      }));
      assertTrue(e.getMessage().startsWith("d/fc/bias is not finite after step 14"));
      assertEquals(OptionalLong.of(7), run.state.newest());
    }
  }

  @Test
  void savesWhenTheIntervalHasPassed() {
    try (TinyRun run = new TinyRun(folder)) {
      var plan = new TrainingPlan(3, LearningRate.constant(1), 1000, Duration.ofNanos(1));
      List<Long> newest = new ArrayList<>();
      run.train(
          plan,
          (step, rate) -> {
            newest.add(run.state.newest().orElse(-1L));
            return run.step(step, rate);
          });
      assertEquals(List.of(-1L, 1L, 2L), newest);
    }
  }

  @Test
  void refusesAPlanThatNeverEndsOrSaves() {
    var rate = LearningRate.constant(1);
    Duration hour = Duration.ofHours(1);
    assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(0, rate, 1, hour));
    assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(1, rate, 0, hour));
    assertThrows(IllegalArgumentException.class, () -> new TrainingPlan(1, rate, 1, Duration.ZERO));
  }

  @Test
  void aProcessThatIsAskedToStopSavesAndExitsWith130() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                TinyRun.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (int lines = 0; lines < 3; lines++) {
        assertEquals("step", output.readLine());
      }
      process.toHandle().destroy(); // SIGTERM, with the output left open
      String rest = output.lines().collect(Collectors.joining("\n"));
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      assertEquals(130, process.exitValue());
      assertTrue(rest.contains("interrupted after step "), rest);
      assertTrue(rest.endsWith("; the same command resumes there"), rest);
    } finally {
      process.destroyForcibly();
    }
    try (TinyRun run = new TinyRun(folder)) {
      long saved = run.state.newest().orElseThrow();
      assertTrue(saved >= 3, "saved at " + saved);
      run.train((int) saved + 2, run::step);
      assertEquals(OptionalLong.of(saved + 2), run.state.newest());
    }
  }
}
