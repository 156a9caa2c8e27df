package org.cycleat.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cycleat.bench.Benchmark;
import org.cycleat.bench.Measurement;
import org.cycleat.bench.SampleFaces;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** How many images a second the input pipeline reads: JPEGs of 350 px, to batches of 128 px. */
public final class PipelineBenchmark {
  private static final Path WEB = Path.of("../shared/data/web");
  private static final int BATCH = 32;
  private static final int BATCHES = 50;

  private PipelineBenchmark() {}

  public static Benchmark images() {
    return new Benchmark(
        "input pipeline, 350 px JPEG to 128 px, crop and flip",
        "images/s",
        7,
        PipelineBenchmark::measure);
  }

  private static Measurement measure(Function<DoubleSupplier, Measurement> runs) {
    Device device = Device.forTraining(GpuChoice.ANY, 0);
    try (Graph graph = new Graph();
        Session session = device.session(graph)) {
      Ops tf = Ops.create(graph);
      int cores = Runtime.getRuntime().availableProcessors();
      Pipeline pipeline = new Pipeline(128, BATCH, new Augmentation(true, 144), false, cores);
      Batches batches = Batches.training(tf, faces(), pipeline, 1);
      var sum = tf.math.mean(batches.images(), tf.constant(new int[] {0, 1, 2, 3}));
      batches.start(session, 0);
      return runs.apply(
          () -> {
            long start = System.nanoTime();
            for (int b = 0; b < BATCHES; b++) {
              session.runner().fetch(sum).run().close();
            }
            return BATCHES * BATCH / ((System.nanoTime() - start) / 1e9);
          });
    }
  }

  private static Manifest faces() {
    Path folder = Files.isDirectory(WEB) ? WEB : SampleFaces.jpegs(200, 350);
    List<Sample> samples = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(".jpg"))
          .sorted()
          .forEach(file -> samples.add(new Sample(file, Sample.UNLABELLED, "", "", Map.of())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Manifest(samples, Labels.EXPRESSIONS);
  }
}
