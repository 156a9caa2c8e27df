package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.data.OnePass;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.device.Device;
import org.cycleat.model.Classifier;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Precision;
import org.cycleat.train.Checkpoint;
import org.cycleat.weights.CheckpointFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

class AdaptedClassifierTest {
  /** Of 20 web faces all are one batch. */
  private static final Config TINY =
      Config.preset("tiny").with("threads=1", "source.batchSize=32", "web.adaptBatchNorm=true");

  @TempDir Path folder;

  /** A run with an f_S of random weights. */
  private RunContext run(String name, Config config) throws IOException {
    Workspace workspace = Workspace.create(folder.resolve(name), config);
    Map<Domain, GivenData> given = DrawnDomains.in(folder.resolve("faces")).given();
    RunData data = new RunData(workspace, config, given, line -> {});
    Device device = Device.forInference(1);
    var run = new RunContext(workspace, data, device, Precision.FLOAT32, line -> {}, false);
    TrainingSteps.trained(run);
    return run;
  }

  private static Path fS(RunContext run) {
    return run.workspace().network(Stage.SOURCE, SourceTraining.F_S);
  }

  /** The prefix of the checkpoint in a folder. */
  private static Path prefix(Path checkpoint) throws IOException {
    try (Stream<Path> files = Files.list(checkpoint)) {
      Path index =
          files.filter(file -> file.toString().endsWith(".index")).findFirst().orElseThrow();
      return Path.of(index.toString().replace(".index", ""));
    }
  }

  private static float[] values(Path checkpoint, String name) throws IOException {
    try (CheckpointFile file = CheckpointFile.open(prefix(checkpoint))) {
      return file.read(name).floats();
    }
  }

  private static byte[] bytes(Path checkpoint) throws IOException {
    return Files.readAllBytes(Path.of(prefix(checkpoint) + ".data-00000-of-00001"));
  }

  /** What a checkpoint of f_S gives for all web faces at once. */
  private static float[][] logits(RunContext run, Path checkpoint, boolean byTheBatch) {
    try (Graph graph = new Graph();
        Session session = run.device().session(graph)) {
      Ops tf = Ops.create(graph);
      var input = OnePass.over(tf, run.data().plainPipeline(32).inBatchesOf(32));
      Classifier classifier = run.networks().source().make(tf, SourceTraining.F_S);
      Pass pass = byTheBatch ? Pass.training(tf, tf.constant(0L)) : Pass.inference(tf);
      var logits = classifier.apply(pass, input.images()).logits();
      Checkpoint.of(tf, classifier.parameters()).restore(session, checkpoint);
      return input.read(session, run.data().all(Domain.WEB), logits, done -> {});
    }
  }

  @Test
  void theWebFacesAreNormalisedByTheirOwnStatistics() throws IOException {
    RunContext run = run("run", TINY);
    new AdaptedClassifier(run).make();
    assertEquals(List.of(), Contenders.of(run.workspace(), run.networks()), "not complete yet");
    run.workspace().complete(run.workspace().folder(Stage.TRANSLATION));
    Path adapted = AdaptedClassifier.checkpoint(run.workspace());
    float[][] expected = logits(run, fS(run), true);
    float[][] found = logits(run, adapted, false);
    float[][] unadapted = logits(run, fS(run), false);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], found[i], 1e-3f);
    }
    assertTrue(Math.abs(expected[0][0] - unadapted[0][0]) > 0.1f, "they are others");
    for (String weight : List.of("conv1_conv/kernel", "conv1_bn/gamma", "predictions/kernel")) {
      assertArrayEquals(values(fS(run), weight), values(adapted, weight), weight);
    }
    assertEquals(
        List.of("S2T_AdaBN"),
        Contenders.of(run.workspace(), run.networks()).stream()
            .map(Contenders.Contender::title)
            .toList(),
        "of this run, whose source stage is not complete");
  }

  /** Of 20 faces 16 are two whole batches. */
  @Test
  void theSameRunGivesTheSameBytesAndOnlyOnce() throws IOException {
    Config config = TINY.with("source.batchSize=8");
    RunContext one = run("one", config);
    RunContext other = run("other", config);
    new AdaptedClassifier(one).make();
    new AdaptedClassifier(other).make();
    Path kept = AdaptedClassifier.checkpoint(one.workspace());
    assertEquals(kept.resolve("step-00000002"), prefix(kept), "named by its batches");
    assertArrayEquals(bytes(kept), bytes(AdaptedClassifier.checkpoint(other.workspace())));
    new AdaptedClassifier(one).make();
    assertEquals(kept.resolve("step-00000002"), prefix(kept), "not written again");
  }

  @Test
  void theRowStandsBesideS2T() {
    assertEquals(List.of("S2T", "S2T_AdaBN"), Contenders.titles(TINY).subList(0, 2));
    assertEquals(
        List.of("S2T", "S2T_fine-tune"),
        Contenders.titles(Config.preset("tiny")).subList(0, 2),
        "off in the presets");
    assertEquals("f_S with the web faces' statistics", Contenders.description("S2T_AdaBN"));
  }

  /** Two batches of 3 and of 3 numbers: 1, 2, 6 and 4, 4, 10; and a channel of ones. */
  @Test
  void momentsOfBatchesAreThoseOfAllTogether() {
    PooledMoments moments = new PooledMoments();
    moments.add(new float[] {3, 1}, new float[] {14 / 3f, 0});
    moments.add(new float[] {6, 1}, new float[] {8, 0});
    assertArrayEquals(new float[] {4.5f, 1}, moments.mean());
    // (1 + 4 + 36 + 16 + 16 + 100) / 6 - 4.5 squared
    assertArrayEquals(new float[] {173 / 6f - 20.25f, 0}, moments.variance(), 1e-5f);
  }

  @Test
  void facesComeInWholeBatchesOfAnyOrder() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      samples.add(new Sample(Path.of(i + ".png"), Sample.UNLABELLED, "", "", Map.of()));
    }
    Manifest web = new Manifest(samples, Labels.EXPRESSIONS);
    List<Sample> drawn = AdaptedClassifier.drawn(web, 4, 7).samples();
    assertEquals(8, new HashSet<>(drawn).size());
    assertEquals(drawn, AdaptedClassifier.drawn(web, 4, 7).samples());
    assertNotEquals(drawn, AdaptedClassifier.drawn(web, 4, 8).samples());
    assertEquals(11, AdaptedClassifier.drawn(web, 12, 7).size(), "fewer than a batch are one");
    Manifest many =
        web.with(Collections.nCopies(1000, samples).stream().flatMap(List::stream).toList());
    assertEquals(11_000, many.size());
    assertEquals(9_984, AdaptedClassifier.drawn(many, 32, 7).size());
    assertEquals(10_500, AdaptedClassifier.drawn(many, 10_500, 7).size(), "one batch at least");
  }

  @Test
  void wantsBatchNormalisation() {
    String message =
        assertThrows(
                UserException.class, () -> TINY.with("source.model=vgg16", "target.model=vgg16"))
            .getMessage();
    assertTrue(
        message.contains(
            "must be false for source.model vgg16, which has no batch normalisation, got true"),
        message);
  }
}
