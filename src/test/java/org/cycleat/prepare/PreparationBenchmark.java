package org.cycleat.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cycleat.Workers;
import org.cycleat.bench.Benchmark;
import org.cycleat.bench.Measurement;
import org.cycleat.bench.SampleFaces;
import org.cycleat.dataset.Contents;
import org.cycleat.dataset.Entry;
import org.cycleat.dataset.ImageFacts;
import org.cycleat.dataset.Tree;
import org.cycleat.face.FaceAligner;
import org.cycleat.face.FaceInstruments;
import org.cycleat.face.Framing;
import org.cycleat.face.models.FaceModels;

/**
 * How many photographs of 350 px a second {@code cycleat prepare} finds the face and its landmarks
 * in, cuts out and writes as PNG of 256 px, on all cores.
 */
public final class PreparationBenchmark {
  private static final Path DATA = Path.of("../shared/data");
  private static final int IMAGES = 200;

  private PreparationBenchmark() {}

  public static Benchmark images() {
    return new Benchmark(
        "prepare, 350 px JPEG to 256 px PNG, YuNet", "images/s", 5, PreparationBenchmark::measure);
  }

  private static Measurement measure(Function<DoubleSupplier, Measurement> runs) {
    Path folder = DATA.resolve("web");
    Path in = Files.isDirectory(folder) ? folder : SampleFaces.jpegs(IMAGES, 350);
    Tree tree = Tree.of(in);
    List<Entry> entries =
        tree.images().stream().map(image -> new Entry(image, ImageFacts.NOTHING)).toList();
    Contents contents = new Contents(entries.subList(0, Math.min(IMAGES, entries.size())));
    return runs.apply(() -> prepare(in, contents));
  }

  private static double prepare(Path in, Contents contents) {
    Path out = temporaryFolder();
    FaceAligner aligner = new FaceAligner(256, Framing.DEFAULT);
    FaceCutter cutter = new FaceCutter(out, aligner, false, "png");
    Preparation.Setup setup = new Preparation.Setup(in, contents, cutter, Map.of("--size", "256"));
    long start = System.nanoTime();
    try (Preparation job = new Preparation(setup, Map.of(), false)) {
      int threads = Workers.perCore(contents.entries().size());
      job.run(
          new Preparation.Run(threads, () -> false, () -> {}),
          () -> FaceInstruments.open(FaceModels.ofUser()));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    delete(out);
    return contents.entries().size() / seconds;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("prepare");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
