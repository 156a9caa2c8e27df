package org.cycleat.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Something that can be measured.
 *
 * @param name tells it from all others
 * @param unit of what a run gives
 * @param n how many runs count
 * @param images that a run, which then gives seconds, takes; 0 where another number is natural
 * @param model writes the exported model that is run, where it is one, and gives its folder
 */
public record Benchmark(
    String name, String unit, int n, int images, Setup setup, Optional<Supplier<Path>> model) {
  private static final int RUNS = 7;
  private static final double LEAST_SECONDS = 1;

  /** Prepares, has runs measured, and cleans up. */
  @FunctionalInterface
  public interface Setup {
    /**
     * @param runs measures what it is given, which does one run
     */
    Measurement measure(Function<DoubleSupplier, Measurement> runs) throws IOException;
  }

  /** What is done step by step. */
  public interface Work extends AutoCloseable {
    /** Returns when the device is done with it. */
    void step();

    @Override
    void close();
  }

  public Benchmark(String name, String unit, int n, Setup setup) {
    this(name, unit, n, 0, setup, Optional.empty());
  }

  /** How many seconds a step of a network takes; PyTorch's peers are of this kind. */
  public static Benchmark ofSteps(String name, int images, Supplier<? extends Work> start) {
    return new Benchmark(
        name,
        "s",
        RUNS,
        images,
        runs -> {
          try (Work work = start.get()) {
            return runs.apply(() -> secondsPerStep(work));
          }
        },
        Optional.empty());
  }

  /** The same of an exported model; ONNX Runtime's peers are of this kind. */
  public static Benchmark ofModel(
      String name, int images, Supplier<Path> model, Function<Path, ? extends Work> start) {
    Setup setup = ofSteps(name, images, () -> start.apply(model.get())).setup();
    return new Benchmark(name, "s", RUNS, images, setup, Optional.of(model));
  }

  /** Of as many steps as fill a second. */
  private static double secondsPerStep(Work work) {
    long start = System.nanoTime();
    double seconds;
    int steps = 0;
    do {
      work.step();
      steps++;
      seconds = (System.nanoTime() - start) / 1e9;
    } while (seconds < LEAST_SECONDS);
    return seconds / steps;
  }

  /** Whether `tools/bench` has the same in PyTorch. */
  boolean hasPeer() {
    return images > 0;
  }

  Measurement measure() throws IOException {
    return setup.measure(once -> Measurement.of(name, unit, n, once));
  }
}
