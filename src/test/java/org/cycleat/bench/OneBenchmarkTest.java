package org.cycleat.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;

class OneBenchmarkTest {

  @Test
  void theProcessIsStartedAsOursWithoutOurArgumentsAndDescriptors() {
    String ours =
        "/opt/java\0-Xms32m\0-Dcycleat.stderr=8\0-Dcycleat.null=9\0-cp\0a b.jar:c\0"
            + "org.cycleat.bench.Bench\0target/bench.json\0image\0";
    assertEquals(
        List.of(
            "/opt/java",
            "-Xms32m",
            "-cp",
            "a b.jar:c",
            "org.cycleat.bench.OneBenchmark",
            "step, 64 px",
            "target/model"),
        OneBenchmark.command(ours, "step, 64 px", Path.of("target/model")));
  }

  @Test
  void aMeasurementIsAnOutcome() throws IOException {
    Benchmark works = new Benchmark("works", "s", 3, runs -> runs.apply(() -> 5));
    var expected = new Measurement("works", "s", 5, 5, 5, 3);
    assertEquals(new OneBenchmark.Outcome(expected, null, true), OneBenchmark.outcome(works));
  }

  @Test
  void whatIsMissingForABenchmarkIsNoFaultOfTheProgram() throws IOException {
    assertEquals(
        new OneBenchmark.Outcome(null, "no data", true),
        OneBenchmark.outcome(failing(new UserException("no data"))));
    assertEquals(
        new OneBenchmark.Outcome(null, "out of memory", true),
        OneBenchmark.outcome(
            failing(new IllegalStateException("CUDA_ERROR_OUT_OF_MEMORY: out of memory"))));
  }

  @Test
  void whatBreaksIs() throws IOException {
    OneBenchmark.Outcome outcome = OneBenchmark.outcome(failing(new IllegalStateException("bug")));
    assertNull(outcome.measurement());
    assertEquals(false, outcome.isWhole());
  }

  private static Benchmark failing(RuntimeException reason) {
    return new Benchmark(
        "fails",
        "s",
        3,
        runs -> {
          throw reason;
        });
  }
}
