package org.cycleat.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cycleat.cli.RecognizeBenchmark;
import org.cycleat.data.PipelineBenchmark;
import org.cycleat.device.Device;
import org.cycleat.face.LandmarkBenchmark;
import org.cycleat.prepare.PreparationBenchmark;
import org.cycleat.render.RenderBenchmark;
import org.cycleat.render.mesh.ReaderBenchmark;
import org.cycleat.stage.TranslationBenchmark;
import org.cycleat.video.VideoBenchmark;

/**
 * Measures what users wait for, prints a table, and writes it as JSON: {@code make bench}.
 *
 * <p>Benchmarks are not tests: nothing here fails because a machine is slow.
 */
public final class Bench {
  private Bench() {}

  public static void main(String[] args) throws IOException {
    Path json = Path.of(args.length > 0 ? args[0] : "target/bench.json");
    Device device = Device.forTraining(0);
    System.out.println("device: " + device.description());
    List<Measurement> measured = new ArrayList<>();
    measured.add(TranslationBenchmark.step(device));
    measured.add(PipelineBenchmark.images(device));
    measured.add(ReaderBenchmark.obj());
    measured.addAll(ReaderBenchmark.shapes());
    measured.addAll(RenderBenchmark.faces());
    measured.addAll(RecognizeBenchmark.films());
    measured.addAll(VideoBenchmark.films());
    measured.addAll(LandmarkBenchmark.faces());
    measured.addAll(PreparationBenchmark.images());
    print(measured);
    Files.createDirectories(json.toAbsolutePath().getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(json.toFile(), measured);
  }

  private static void print(List<Measurement> measured) {
    String row = "%-58s %10s %10s %10s  %-8s %4s%n";
    System.out.printf(row, "benchmark", "median", "min", "max", "unit", "n");
    for (Measurement m : measured) {
      System.out.printf(
          row, m.name(), number(m.median()), number(m.min()), number(m.max()), m.unit(), m.n());
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.4f" : "%.0f", value);
  }
}
