package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cycleat.config.Config;
import org.cycleat.device.Device;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Precision;
import org.cycleat.weights.CheckpointFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Both stages of the translation, with everything that is off in the presets. */
class TranslationTrainingTest {
  private static final String KERNEL = "in/kernel";
  @TempDir Path folder;
  private RunContext run;
  private TranslationPhase first;
  private TranslationPhase second;

  @BeforeEach
  void prepare() throws IOException {
    Config config =
        Config.preset("tiny")
            .with(
                "gan.augment=colour,translation,cutout",
                "gan.discriminatorLayers=1",
                "gan.weightAverage=0.5",
                "gan.learningRate=0.01",
                "gan.stage1Steps=3",
                "gan.stage2Steps=4",
                "web.batchStatistics=true",
                "log.checkpointEverySteps=2",
                "log.sampleEverySteps=0",
                "threads=1");
    Workspace workspace = Workspace.create(folder.resolve("run"), config);
    var given = DrawnDomains.in(folder.resolve("faces")).given();
    RunData data = new RunData(workspace, config, given, line -> {});
    Device device = Device.forInference(1);
    run = new RunContext(workspace, data, device, Precision.FLOAT32, line -> {}, false);
    TrainingSteps.trained(run);
    first = TranslationPhase.first(config, workspace);
    second = first.followed(config, workspace.folder(Stage.TRANSLATION), true);
  }

  private static float[] kept(Path folder, String network, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(network))) {
      Path index =
          files.filter(file -> file.toString().endsWith(".index")).findFirst().orElseThrow();
      return values(Path.of(index.toString().replace(".index", "")), name);
    }
  }

  private static float[] values(Path prefix, String name) {
    try (CheckpointFile file = CheckpointFile.open(prefix)) {
      return file.read(name).floats();
    }
  }

  /** After the 3 steps of stage I the rate is (1 + 3) / (10 + 3), which is less than 0.5. */
  @Test
  void theAverageIsKeptAndGoesOnInStageTwo() throws IOException {
    TranslationTraining.train(run, first);
    float[] before = kept(first.folder(), "g_SW", KERNEL);
    assertFalse(Arrays.equals(before, kept(first.folder(), "unaveraged/g_SW", KERNEL)));
    Path state = first.folder().resolve("state/step-00000003/variables");
    assertArrayEquals(before, values(state, "generators/g_SW/" + KERNEL + "/average"));
    TranslationTraining.train(run, shortened(second));
    float[] weights = kept(second.folder(), "unaveraged/g_SW", KERNEL);
    float[] expected = new float[before.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (4 * before[i] + 9 * weights[i]) / 13;
    }
    assertArrayEquals(expected, kept(second.folder(), "g_SW", KERNEL), 1e-6f);
  }

  /** The same with one step. */
  private static TranslationPhase shortened(TranslationPhase phase) {
    return new TranslationPhase(
        phase.name(),
        phase.joint(),
        phase.folder(),
        phase.samples(),
        phase.startsFrom(),
        phase.firstStep(),
        1);
  }

  @Test
  void aResumedTrainingEndsAsOneThatWasNot() throws IOException {
    TranslationTraining.train(run, first);
    TranslationTraining.train(run, second);
    for (TranslationPhase phase : List.of(first, second)) {
      Path straight = folder.resolve("straight-" + phase.joint());
      Files.move(phase.folder().resolve("state"), straight);
      Path state = Files.createDirectories(phase.folder().resolve("state"));
      Files.move(straight.resolve("step-00000002"), state.resolve("step-00000002"));
      List<float[]> expected = all(phase);
      TranslationTraining.train(run, phase);
      List<float[]> found = all(phase);
      for (int i = 0; i < expected.size(); i++) {
        assertArrayEquals(expected.get(i), found.get(i));
      }
    }
  }

  @Test
  void stageOneStartsFromTheWeightsThatAreNamed() throws IOException {
    TranslationTraining.train(run, first);
    float[] expected = kept(first.folder(), "g_SW", KERNEL);
    Config config = run.config().with("gan.weights=" + first.folder());
    Workspace workspace = Workspace.create(folder.resolve("other"), config);
    RunData data =
        new RunData(workspace, config, DrawnDomains.in(folder.resolve("more")).given(), line -> {});
    RunContext other =
        new RunContext(workspace, data, run.device(), Precision.FLOAT32, line -> {}, false);
    try (TranslationTraining training =
        new TranslationTraining(other, TranslationPhase.first(config, workspace))) {
      training.initialize();
      var networks = training.net.networks;
      assertArrayEquals(expected, kernel(training, networks.gSW().parameters()));
      assertArrayEquals(expected, kernel(training, networks.keptSW().parameters()));
    }
  }

  private static float[] kernel(TranslationTraining training, Parameters network) {
    try (Result result = training.session.runner().fetch(network.get(KERNEL).value()).run()) {
      float[] values = new float[(int) network.get(KERNEL).shape().size()];
      ((TFloat32) result.get(0)).copyTo(DataBuffers.of(values));
      return values;
    }
  }

  /** A kernel of each network. */
  private static List<float[]> all(TranslationPhase phase) throws IOException {
    List<float[]> values = new ArrayList<>();
    for (String network : List.of("g_SW", "g_WS", "unaveraged/g_SW", "unaveraged/g_WS")) {
      values.add(kept(phase.folder(), network, KERNEL));
    }
    for (String network : List.of("d_W", "d_S")) {
      values.add(kept(phase.folder(), network, "conv2/kernel"));
    }
    if (phase.joint()) {
      values.add(kept(phase.folder(), FaceTranslation.F_W, "conv1_conv/kernel"));
      values.add(kept(phase.folder(), FaceTranslation.F_W, "conv1_bn/moving_mean"));
    }
    return values;
  }
}
