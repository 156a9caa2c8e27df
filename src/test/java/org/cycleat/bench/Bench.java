package org.cycleat.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cycleat.cli.RecognizeBenchmark;
import org.cycleat.data.PipelineBenchmark;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.face.LandmarkBenchmark;
import org.cycleat.prepare.PreparationBenchmark;
import org.cycleat.render.RenderBenchmark;
import org.cycleat.render.mesh.ReaderBenchmark;
import org.cycleat.stage.NetworkBenchmarks;
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
      isWhole &= measure(benchmark, model, report);
      report.write(json); // each time, for machines that are lent for a while
    }
    System.exit(isWhole ? 0 : 1);
  }

  private static List<Benchmark> chosen(Device device, String pattern, Path model) {
    List<Benchmark> all = all(device.hasGpu(), device.hasGpu() || !pattern.isBlank(), model);
    Pattern wanted = Pattern.compile(pattern);
    return all.stream().filter(benchmark -> wanted.matcher(benchmark.name()).find()).toList();
  }

  /**
   * What there is to measure; each opens its device when it starts.
   *
   * @param hasGpu whether to have what only GPUs compute
   * @param large whether to have steps of the paper's size
   * @param model where the exported model is written that answers
   */
  static List<Benchmark> all(boolean hasGpu, boolean large, Path model) {
    List<Benchmark> all = new ArrayList<>(NetworkBenchmarks.small(model));
    if (large) {
      all.addAll(NetworkBenchmarks.large(hasGpu));
    }
    all.add(PipelineBenchmark.images());
    all.add(ReaderBenchmark.obj());
    all.addAll(ReaderBenchmark.shapes());
    all.addAll(RenderBenchmark.faces());
    all.addAll(RecognizeBenchmark.films());
    all.addAll(VideoBenchmark.films());
    all.addAll(LandmarkBenchmark.faces());
    all.add(PreparationBenchmark.images());
    return all;
  }

  /** Returns false where something is wrong with the program. */
  private static boolean measure(Benchmark benchmark, Path model, Report report)
      throws IOException {
    OneBenchmark.Outcome outcome = OneBenchmark.of(benchmark, model);
    if (outcome.measurement() == null) {
      report.fail(benchmark, outcome.failure());
    } else {
      report.add(benchmark, outcome.measurement());
    }
    return outcome.isWhole();
  }
}
