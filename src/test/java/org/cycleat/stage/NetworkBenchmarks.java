package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cycleat.bench.Benchmark;
import org.cycleat.config.PrecisionChoice;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;

/** How long steps of the networks take. Each opens the device that users have for such steps. */
public final class NetworkBenchmarks {
  private static final TranslationBenchmark.Sizes SMALL =
      new TranslationBenchmark.Sizes(64, 32, 6, 1);
  private static final ClassifierBenchmark.Sizes SMALL_CLASSIFIER =
      new ClassifierBenchmark.Sizes(64, 1, 8);
  private static final ClassifierBenchmark.Sizes LARGE_CLASSIFIER =
      new ClassifierBenchmark.Sizes(256, 1, 64);

  private NetworkBenchmarks() {}

  /**
   * Of a size for CPUs.
   *
   * @param model where the exported model is written that answers
   */
  public static List<Benchmark> small(Path model) {
    return List.of(
        translation(SMALL, PrecisionChoice.FLOAT32),
        classifier(SMALL_CLASSIFIER, true, PrecisionChoice.FLOAT32),
        Benchmark.ofModel(
            classifierName(SMALL_CLASSIFIER, false, PrecisionChoice.FLOAT32),
            SMALL_CLASSIFIER.batch(),
            () -> ServedBenchmark.exported(model, SMALL_CLASSIFIER),
            folder -> new ServedBenchmark(inference(), folder, SMALL_CLASSIFIER.batch())));
  }

  /**
   * Of the paper's size, for GPUs, in every precision.
   *
   * @param hasGpu without one, there is no tf32
   */
  public static List<Benchmark> large(boolean hasGpu) {
    List<Benchmark> all = new ArrayList<>();
    for (PrecisionChoice precision : precisions(hasGpu)) {
      for (int batch : new int[] {1, 8}) {
        var sizes = new TranslationBenchmark.Sizes(256, 64, 9, batch);
        all.add(translation(sizes, precision));
      }
      for (boolean training : new boolean[] {true, false}) {
        all.add(classifier(LARGE_CLASSIFIER, training, precision));
      }
    }
    return all;
  }

  private static List<PrecisionChoice> precisions(boolean hasGpu) {
    return Stream.of(PrecisionChoice.values())
        .filter(precision -> precision != PrecisionChoice.AUTO) // one of the others
        .filter(precision -> hasGpu || precision != PrecisionChoice.TF32)
        .toList();
  }

  private static Benchmark translation(
      TranslationBenchmark.Sizes sizes, PrecisionChoice precision) {
    return Benchmark.ofSteps(
        "%s, %s".formatted(sizes, word(precision)),
        sizes.batch(),
        () -> new TranslationBenchmark(training(), sizes, precision));
  }

  private static Benchmark classifier(
      ClassifierBenchmark.Sizes sizes, boolean training, PrecisionChoice precision) {
    return Benchmark.ofSteps(
        classifierName(sizes, training, precision),
        sizes.batch(),
        () -> {
          Device device = training ? training() : inference();
          return new ClassifierBenchmark(device, sizes, precision, training);
        });
  }

  private static Device training() {
    return Device.forTraining(GpuChoice.ANY, 0);
  }

  /** With other threads: see {@link Device}. */
  private static Device inference() {
    return Device.forInference(0);
  }

  private static String classifierName(
      ClassifierBenchmark.Sizes sizes, boolean training, PrecisionChoice precision) {
    return "ResNet-50 %s, %s, %s"
        .formatted(training ? "training" : "inference", sizes, word(precision));
  }

  private static String word(PrecisionChoice precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }
}
