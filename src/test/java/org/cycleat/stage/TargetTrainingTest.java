package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.config.Config;
import org.cycleat.dataset.Manifest;
import org.cycleat.device.Device;
import org.cycleat.nn.Precision;
import org.cycleat.placement.Step;
import org.cycleat.weights.CheckpointFile;
import org.cycleat.weights.ElementType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTrainingTest {
  private static final Config TINY =
      Config.preset("tiny")
          .with(
              "threads=1",
              "target.pretrainEpochs=0",
              "target.attentionBeta=0",
              "target.batchSize=8",
              "data.validationFraction=0.25",
              "log.everySteps=1");

  @TempDir Path folder;

  /** A run whose selection is 14 of the source faces; of 28 target faces 21 are learned from. */
  private RunContext run(String name, Config config) throws IOException {
    Workspace workspace = Workspace.create(folder.resolve(name), config);
    DrawnDomains domains = DrawnDomains.in(folder.resolve(name + "-faces"));
    RunData data = new RunData(workspace, config, domains.given(), line -> {});
    Manifest source = data.training(Domain.SOURCE);
    Path selected = Generation.JOINT.selected(workspace);
    Files.createDirectories(selected.getParent());
    source.with(source.samples().subList(0, 14)).write(selected);
    return new RunContext(workspace, data, Step.DEVICE, Precision.FLOAT32, line -> {}, false);
  }

  private static int rows(Path csv) throws IOException {
    return Files.readAllLines(csv).size() - 1;
  }

  /** Of the network that was kept after so many steps. */
  private static float[] kernel(Path home, int steps) {
    Path kept = home.resolve("f_T/step-%08d".formatted(steps));
    try (CheckpointFile checkpoint = CheckpointFile.open(kept)) {
      return checkpoint.read("predictions/kernel").floats();
    }
  }

  @Test
  void generatedFacesComeFirstThenTheMixtureThenTheTargetsOwn() throws IOException {
    var keys =
        List.of(
            "target.generatedEpochs=2",
            "target.epochs=1",
            "target.realEpochs=1",
            "target.generatedWeight=0.5");
    RunContext run = run("phases", TINY.with(keys));
    new TargetTraining(run).train(TargetTraining.Method.CYCLEAT);
    Path home = run.workspace().folder(Stage.TARGET);
    // batches of 8: 14 faces twice, then 35, then 21
    assertEquals(4, rows(home.resolve("generated/metrics.csv")));
    assertEquals(5, rows(home.resolve("mixture/metrics.csv")));
    assertEquals(3, rows(home.resolve("metrics.csv")));
    assertTrue(run.workspace().isComplete(home.resolve("generated")));
    assertTrue(run.workspace().isComplete(home.resolve("mixture")));
    assertTrue(run.workspace().isComplete(home));
    List<String> charts = new RunCurves(run.workspace()).charts();
    for (String title :
        List.of(
            "f_T, CycleAT on generated faces: losses",
            "f_T, CycleAT on the mixture: losses",
            "f_T, CycleAT: losses")) {
      assertEquals(1, charts.stream().filter(chart -> chart.contains(title)).count(), title);
    }
    RunContext alone = run("alone", TINY.with("target.epochs=0", "target.realEpochs=1"));
    new TargetTraining(alone).train(TargetTraining.Method.CYCLEAT);
    Path last = alone.workspace().folder(Stage.TARGET);
    assertEquals(3, rows(last.resolve("metrics.csv")));
    assertFalse(Files.exists(last.resolve("generated")));
    assertFalse(
        Arrays.equals(kernel(last, 3), kernel(home, 3)), "it starts where the phase before ended");
  }

  @Test
  void foldsChooseTheEpochUpToWhichAllFacesAreLearned() throws IOException {
    RunContext run = run("folds", TINY.with("target.folds=2", "target.epochs=2"));
    assertEquals(28, run.data().learning(Domain.TARGET).training().size());
    assertEquals(
        List.of(14, 14),
        run.data().folds().stream().map(fold -> fold.validation().size()).toList());
    new TargetTraining(run).train(TargetTraining.Method.FINE_TUNE);
    Path home = run.workspace().root().resolve("baselines/fine-tune");
    FoldChoice choice = FoldChoice.in(home).orElseThrow();
    assertEquals(2, choice.folds());
    assertEquals(2, choice.trials().get(0).accuracy().size());
    // batches of 8: 14 faces are 2 steps, 28 are 4
    for (String fold : List.of("folds/beta-0.0/fold-1", "folds/beta-0.0/fold-2")) {
      assertEquals(2, rows(home.resolve(fold).resolve("validation.csv")));
      assertEquals(4, rows(home.resolve(fold).resolve("metrics.csv")));
      assertFalse(Files.exists(home.resolve(fold).resolve("state")), "what is large is gone");
      assertFalse(Files.exists(home.resolve(fold).resolve("f_T")));
    }
    assertEquals(4 * choice.epoch(), rows(home.resolve("metrics.csv")));
    assertEquals(0, rows(home.resolve("validation.csv")), "nothing was set aside");
  }

  /** A fold that is complete, as a run leaves it. */
  private static void writeFold(RunContext run, Path place, double... accuracies)
      throws IOException {
    Files.createDirectories(place);
    StringBuilder curve = new StringBuilder("step,validation_accuracy\n");
    for (int epoch = 1; epoch <= accuracies.length; epoch++) {
      curve.append("%d,%s\n".formatted(2 * epoch, accuracies[epoch - 1]));
    }
    Files.writeString(place.resolve("validation.csv"), curve);
    run.workspace().complete(place);
  }

  @Test
  void foldsChooseTheWeightOfTheAttentionAndCompleteOnesAreNotTrainedAgain() throws IOException {
    var keys = List.of("target.folds=2", "target.epochs=3", "target.attentionBetas=0,2");
    RunContext run = run("betas", TINY.with(keys));
    TrainingSteps.trained(run);
    Path home = run.workspace().root().resolve("baselines/attention");
    writeFold(run, home.resolve("folds/beta-0.0/fold-1"), 0.5, 0.5, 0.5);
    writeFold(run, home.resolve("folds/beta-0.0/fold-2"), 0.25, 0.375, 0.25);
    writeFold(run, home.resolve("folds/beta-2.0/fold-1"), 0.25, 0.75, 0.25);
    writeFold(run, home.resolve("folds/beta-2.0/fold-2"), 0.25, 0.5, 0.75);
    new TargetTraining(run).train(TargetTraining.Method.ATTENTION);
    FoldChoice choice = FoldChoice.in(home).orElseThrow();
    assertEquals(List.of(0.375, 0.4375, 0.375), choice.trials().get(0).accuracy());
    assertEquals(2, choice.beta());
    assertEquals(2, choice.epoch());
    assertEquals(0.625, choice.accuracy());
    List<String> metrics = Files.readAllLines(home.resolve("metrics.csv"));
    assertEquals("step,entropy,attention,learning_rate", metrics.get(0));
    assertEquals(1 + 2 * 4, metrics.size(), "two epochs of four steps");
    var schedule = Workspace.readJson(home.resolve("schedule.json")).get(0);
    assertEquals(3 * 4, schedule.get("steps").asLong(), "the whole course of the rate");
    assertEquals(
        "S2T_attention: attention weight 2.0, epoch 2 of 3, 62.5 % mean accuracy on 2 folds",
        new RunFacts(run.workspace()).settings().get("Chosen by folds"));
  }

  @Test
  void onFoldsGeneratedFacesAreLearnedFromOnce() throws IOException {
    var keys = List.of("target.folds=2", "target.generatedEpochs=1", "target.realEpochs=1");
    RunContext run = run("shared", TINY.with(keys).with("target.epochs=1"));
    new TargetTraining(run).train(TargetTraining.Method.CYCLEAT);
    Path home = run.workspace().folder(Stage.TARGET);
    Path trial = home.resolve("folds/beta-0.0");
    assertEquals(2, rows(trial.resolve("generated/metrics.csv")));
    assertEquals(0, rows(trial.resolve("generated/validation.csv")), "its last epoch is kept");
    assertFalse(Files.exists(trial.resolve("fold-1/generated")));
    assertEquals(2, rows(trial.resolve("fold-2/metrics.csv")));
    assertEquals(6, rows(home.resolve("mixture/metrics.csv"))); // 28 and 14 faces
    assertEquals(4, rows(home.resolve("metrics.csv")));
    assertFalse(Files.exists(home.resolve("generated")));
    String charts = String.join("", new RunCurves(run.workspace()).charts());
    assertTrue(charts.contains("f_T, CycleAT on generated faces: losses"));
  }

  private static String header(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("metrics.csv")).get(0);
  }

  @Test
  void everyMethodLearnsFromUnlabelledFacesBesideTheTargets() throws IOException {
    var keys =
        List.of(
            "target.unlabelledWeight=1",
            "target.unlabelledRatio=2",
            "target.confidence=0.1",
            "target.generatedEpochs=1",
            "target.epochs=1",
            "target.attentionBeta=1");
    RunContext run = run("unlabelled", TINY.with(keys));
    Workspace workspace = run.workspace();
    Path fS = TrainingSteps.trained(run).getParent();
    copy(fS.resolve("f_S"), Files.createDirectories(workspace.folder(Stage.TRANSLATION)), "f_W");
    Path others = Generation.SEPARATE.selected(workspace);
    Files.createDirectories(others.getParent());
    Files.copy(Generation.JOINT.selected(workspace), others);
    for (TargetTraining.Method method : TargetTraining.Method.values()) {
      new TargetTraining(run).train(method);
      Path home = method.folderIn(workspace);
      boolean isTaught = method != TargetTraining.Method.FINE_TUNE;
      String attention = isTaught ? "attention," : "";
      assertEquals(
          "step,entropy," + attention + "unlabelled,confident,learning_rate", header(home));
      for (String row : Files.readAllLines(home.resolve("metrics.csv")).subList(1, 3)) {
        String[] cells = row.split(",", -1);
        assertEquals(1, Float.parseFloat(cells[isTaught ? 4 : 3]), "one of 7 always has 0.1");
      }
      if (method.generation().isPresent()) {
        assertEquals("step,entropy,attention,learning_rate", header(home.resolve("generated")));
      }
    }
    String charts = String.join("", new RunCurves(workspace).charts());
    assertTrue(charts.contains("f_T, CycleAT: share of unlabelled faces"));
  }

  private static void copy(Path checkpoint, Path folder, String name) throws IOException {
    Path to = Files.createDirectory(folder.resolve(name));
    try (Stream<Path> files = Files.list(checkpoint)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void onFoldsUnlabelledFacesGoAlongToo() throws IOException {
    var keys = List.of("target.folds=2", "target.epochs=1", "target.unlabelledWeight=0.5");
    RunContext run = run("unlabelled-folds", TINY.with(keys));
    new TargetTraining(run).train(TargetTraining.Method.FINE_TUNE);
    Path home = run.workspace().root().resolve("baselines/fine-tune");
    for (String place : List.of("", "folds/beta-0.0/fold-1", "folds/beta-0.0/fold-2")) {
      assertEquals("step,entropy,unlabelled,confident,learning_rate", header(home.resolve(place)));
    }
  }

  @Test
  void aResumedTrainingWithUnlabelledFacesEndsAsOneThatWasNot() throws IOException {
    var keys =
        List.of(
            "target.unlabelledWeight=1",
            "target.unlabelledRatio=2",
            "target.confidence=0.2",
            "target.confidenceMargin=adaptive",
            "target.alignDistribution=uniform",
            "target.epochs=2",
            "classifier.weightAverage=0.9",
            "log.checkpointEverySteps=2",
            "log.keepCheckpoints=9");
    RunContext given = run("resumed", TINY.with(keys));
    RunContext run =
        new RunContext(
            given.workspace(),
            given.data(),
            Device.forInference(1),
            Precision.FLOAT32,
            line -> {},
            false);
    var method = TargetTraining.Method.FINE_TUNE;
    Path home = method.folderIn(run.workspace());
    new TargetTraining(run).train(method);
    Map<String, float[]> straight = variables(home.resolve("state/step-00000006/variables"));
    String metrics = Files.readString(home.resolve("metrics.csv"));
    WholeFile.delete(home.resolve("state/step-00000006"));
    WholeFile.delete(home.resolve("state/step-00000004"));
    run.workspace().reopen(home);
    new TargetTraining(run).train(method);
    Map<String, float[]> resumed = variables(home.resolve("state/step-00000006/variables"));
    assertTrue(straight.keySet().containsAll(List.of("predicted/mean", "sureness/mean")));
    assertEquals(straight.keySet(), resumed.keySet());
    straight.forEach((name, values) -> assertArrayEquals(values, resumed.get(name), name));
    assertEquals(metrics, Files.readString(home.resolve("metrics.csv")));
  }

  /** All that are numbers with a fraction. */
  private static Map<String, float[]> variables(Path prefix) {
    Map<String, float[]> values = new TreeMap<>();
    try (CheckpointFile checkpoint = CheckpointFile.open(prefix)) {
      checkpoint
          .entries()
          .forEach(
              (name, entry) -> {
                if (entry.type() == ElementType.FLOAT32) {
                  values.put(name, checkpoint.read(name).floats());
                }
              });
    }
    return values;
  }

  @Test
  void withoutWebFacesAWeightOfUnlabelledOnesIsRefused() throws IOException {
    Config config = TINY.with("target.unlabelledWeight=1");
    Map<Domain, GivenData> given = DrawnDomains.in(folder.resolve("faces")).given();
    Workspace workspace = Workspace.create(folder.resolve("run"), config);
    TargetTraining.requireUnlabelled(new RunData(workspace, config, given, line -> {}));
    var source = Map.of(Domain.SOURCE, given.get(Domain.SOURCE));
    RunData lacking = new RunData(workspace, config, source, line -> {});
    assertEquals(
        "no faces to learn from without labels (target.unlabelledWeight above 0): name web faces"
            + " with --web, or set it to 0",
        assertThrows(UserException.class, () -> TargetTraining.requireUnlabelled(lacking))
            .getMessage());
    TargetTraining.requireUnlabelled(new RunData(workspace, TINY, source, line -> {}));
  }

  @Test
  void methodsWithoutGeneratedFacesHaveNoPhaseOverThem() {
    var target = TINY.with("target.generatedEpochs=2", "target.realEpochs=1").target();
    assertEquals(
        List.of(TargetPhase.MIXTURE, TargetPhase.REAL),
        TargetPhase.of(TargetTraining.Method.FINE_TUNE, target));
    assertEquals(
        List.of(TargetPhase.values()), TargetPhase.of(TargetTraining.Method.CYCLEAT, target));
    var generated = TINY.with("target.generatedEpochs=2", "target.epochs=0").target();
    TargetTraining.check(generated, Baselines.parse("att-gen").methods());
    String message =
        assertThrows(
                UserException.class,
                () -> TargetTraining.check(generated, Baselines.parse("attention").methods()))
            .getMessage();
    assertTrue(message.startsWith("S2T_attention has no generated faces"), message);
  }
}
