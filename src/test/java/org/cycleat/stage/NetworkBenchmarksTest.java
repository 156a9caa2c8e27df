package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cycleat.bench.Benchmark;
import org.cycleat.config.PrecisionChoice;
import org.cycleat.device.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmarks' steps work; how fast they are is no matter here. */
class NetworkBenchmarksTest {
  private static final Device CPU = Device.besides();

  /** In float16 the first steps may overflow, which moves nothing but the scale of the losses. */
  private static final int UNTIL_MOVED = 20;

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT16"})
  void stepsOfTranslationMoveItsLosses(PrecisionChoice precision) {
    var sizes = new TranslationBenchmark.Sizes(32, 2, 6, 2);
    try (var work = new TranslationBenchmark(CPU, sizes, precision)) {
      Map<String, Float> first = work.losses();
      assertEquals(Set.of("L_GAN_SW", "L_GAN_WS", "L_cyc", "L_D_W", "L_D_S"), first.keySet());
      assertEquals(2 * Math.log(2), first.get("L_D_W"), 0.1, "scores are about 0 at first");
      Map<String, Float> last = first;
      for (int step = 0; step < UNTIL_MOVED; step++) {
        last = work.losses();
      }
      assertTrue(last.get("L_cyc") < first.get("L_cyc"));
      assertNotEquals(first.get("L_D_W"), last.get("L_D_W"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "BFLOAT16"})
  void stepsOfTrainingLowerTheEntropy(PrecisionChoice precision) {
    var sizes = new ClassifierBenchmark.Sizes(32, 0.0625, 5);
    try (var work = new ClassifierBenchmark(CPU, sizes, precision, true)) {
      work.step();
      float first = work.losses().get("entropy");
      assertEquals(Math.log(7), first, 0.3, "logits are about 0 at first");
      for (int step = 0; step < UNTIL_MOVED; step++) {
        work.step();
      }
      assertTrue(work.losses().get("entropy") < first);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT16", "BFLOAT16"})
  void inferenceGivesTheSameEveryTime(PrecisionChoice precision) {
    var sizes = new ClassifierBenchmark.Sizes(32, 0.0625, 2);
    try (var work = new ClassifierBenchmark(CPU, sizes, precision, false)) {
      work.step();
      float first = work.losses().get("first logit");
      assertNotEquals(0, first);
      work.step();
      assertEquals(first, work.losses().get("first logit"));
    }
  }

  @Test
  void anExportedModelAnswersForEachImage(@TempDir Path folder) {
    Path model = folder.resolve("model");
    var sizes = new ClassifierBenchmark.Sizes(32, 0.0625, 2);
    assertEquals(model, ServedBenchmark.exported(model, sizes));
    assertEquals(model, ServedBenchmark.exported(model, sizes), "it is there already");
    try (var work = new ServedBenchmark(CPU, model, 2)) {
      work.step();
      float[] probabilities = work.answer().probabilities();
      assertEquals(2 * 7, probabilities.length);
      assertNotEquals(probabilities[0], probabilities[7], "both images give the same");
    }
  }

  @Test
  void tf32IsForGpus() {
    List<String> names = names(NetworkBenchmarks.large(true));
    assertEquals(16, Set.copyOf(names).size());
    assertTrue(names.contains("translation step, 256 px, width 64, 9 blocks, batch 8, bfloat16"));
    assertTrue(names.contains("ResNet-50 training, 256 px, batch 64, tf32"));
    assertTrue(names.contains("ResNet-50 inference, 256 px, batch 64, float16"));
    assertTrue(
        names(NetworkBenchmarks.small(Path.of("model")))
            .contains("translation step, 64 px, width 32, 6 blocks, batch 1, float32"));
    List<String> without = names.stream().filter(name -> !name.endsWith("tf32")).toList();
    assertEquals(without, names(NetworkBenchmarks.large(false)));
  }

  private static List<String> names(List<Benchmark> benchmarks) {
    return benchmarks.stream().map(Benchmark::name).toList();
  }
}
