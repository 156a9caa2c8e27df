package org.cycleat.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cycleat.UserException;
import org.cycleat.cli.RecognizeBenchmark;
import org.cycleat.data.PipelineBenchmark;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.face.LandmarkBenchmark;
import org.cycleat.prepare.PreparationBenchmark;
import org.cycleat.render.RenderBenchmark;
import org.cycleat.render.mesh.ReaderBenchmark;
import org.cycleat.stage.NetworkBenchmarks;
import org.cycleat.train.MemoryShortage;
import org.cycleat.video.VideoBenchmark;

/**
 * Measures what users wait for, prints a table, and writes it as JSON: {@code make bench}.
 *
 * <p>Benchmarks are not tests: nothing here fails because a machine is slow.
 */
public final class Bench {
  private Bench() {}

  /**
   * @param args the JSON's path, and a regular expression of the names of what is measured; without
   *     it, everything that suits the device
   */
  public static void main(String[] args) throws IOException {
    Path json = Path.of(args.length > 0 ? args[0] : "target/bench.json");
    Device device = Device.forTraining(GpuChoice.ANY, 0);
    System.out.println("device: " + device.description());
    String pattern = args.length > 1 ? args[1] : "";
    // Beside the JSON, and left there: what ONNX Runtime is given, too.
    Path model = json.resolveSibling("bench-model").resolve(String.valueOf(System.nanoTime()));
    List<Benchmark> chosen = chosen(device, pattern, model);
    if (chosen.isEmpty()) {
      System.err.println("nothing is called " + pattern);
      System.exit(2);
    }
    // First, while this process has hardly any of the GPU's memory: TensorFlow gives none back.
    String python = Optional.ofNullable(System.getenv("PYTHON")).orElse("python3");
    Peers peers = new Peers(python, device);
    Report report = new Report(List.of(peers.pytorch(chosen), peers.onnxRuntime(chosen)));
    report.head();
    boolean isWhole = true;
    for (Benchmark benchmark : chosen) {
      isWhole &= measure(benchmark, report);
      report.write(json); // each time, for machines that are lent for a while
    }
    System.exit(isWhole ? 0 : 1);
  }

  private static List<Benchmark> chosen(Device device, String pattern, Path model) {
    List<Benchmark> all = new ArrayList<>();
    all.addAll(NetworkBenchmarks.small(device, model));
    if (device.hasGpu() || !pattern.isBlank()) {
      all.addAll(NetworkBenchmarks.large(device));
    }
    all.add(PipelineBenchmark.images(device));
    all.add(ReaderBenchmark.obj());
    all.addAll(ReaderBenchmark.shapes());
    all.addAll(RenderBenchmark.faces());
    all.addAll(RecognizeBenchmark.films());
    all.addAll(VideoBenchmark.films());
    all.addAll(LandmarkBenchmark.faces());
    all.add(PreparationBenchmark.images());
    Pattern wanted = Pattern.compile(pattern);
    all.removeIf(benchmark -> !wanted.matcher(benchmark.name()).find());
    return all;
  }

  /** Returns false where something is wrong with the program. */
  private static boolean measure(Benchmark benchmark, Report report) throws IOException {
    try {
      report.add(benchmark, benchmark.measure());
      return true;
    } catch (UserException unsuitable) {
      report.fail(benchmark, unsuitable.getMessage());
      return true;
    } catch (RuntimeException e) {
      boolean isMemory = MemoryShortage.is(e);
      report.fail(benchmark, isMemory ? "out of memory" : UserException.reason(e));
      return isMemory;
    }
  }
}
