package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.dataset.Manifest;
import org.cycleat.nn.Precision;
import org.cycleat.placement.Step;
import org.cycleat.weights.CheckpointFile;
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
            "f_T, CycleAT on target and generated faces: losses",
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
