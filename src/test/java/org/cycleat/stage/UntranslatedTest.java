package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;
import org.cycleat.device.GpuChoice;
import org.cycleat.nn.Precision;
import org.cycleat.placement.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The method without translation. */
class UntranslatedTest {
  private static final Config TINY =
      Config.preset("tiny")
          .with(
              "threads=1",
              "selection.untranslated=true",
              "selection.minConfidence=0.01",
              "selection.neighbours=1",
              "selection.epochs=1",
              "selection.tsneIterations=2",
              "target.pretrainEpochs=0",
              "target.attentionBeta=1",
              "target.epochs=1");

  @TempDir Path folder;

  @Test
  void sourceFacesAreSelectedAsTheyAreAndTheSourcesClassifierTeaches() throws IOException {
    Workspace workspace = Workspace.create(folder.resolve("run"), TINY);
    var given = DrawnDomains.in(folder.resolve("faces")).given();
    RunData data = new RunData(workspace, TINY, given, line -> {});
    RunContext run =
        new RunContext(workspace, data, Step.DEVICE, Precision.FLOAT32, line -> {}, false);
    TrainingSteps.trained(run);
    new FaceSelection(run, Generation.JOINT).select();
    new TargetTraining(run).train(TargetTraining.Method.CYCLEAT);
    Path list = Generation.JOINT.selected(workspace);
    Manifest selected = Manifest.read(list, RunData.labels(TINY), Use.DISTRIBUTED);
    assertTrue(selected.size() > 0);
    assertTrue(paths(data.training(Domain.SOURCE)).containsAll(paths(selected)));
    String metrics = Files.readString(workspace.folder(Stage.TARGET).resolve("metrics.csv"));
    assertTrue(metrics.startsWith("step,entropy,attention,"), metrics);
    assertFalse(Files.exists(workspace.folder(Stage.TRANSLATION)));
    assertFalse(Files.exists(workspace.root().resolve("generated")));
    assertTrue(FaceSelection.hasGenerated(workspace, Generation.JOINT), "none is to be");
    assertFalse(FaceSelection.hasGenerated(workspace, Generation.SEPARATE));
    String report = Files.readString(new RunReport(workspace).write());
    assertTrue(report.contains("None for f_T: source faces were selected as they are."));
    assertTrue(report.contains(" source faces with a confidence of 0.01 or more"), "the facts");
    String refusal =
        assertThrows(
                UserException.class, () -> new RunFigures(workspace, GpuChoice.NONE, line -> {}))
            .getMessage();
    assertTrue(refusal.contains("(selection.untranslated is true)"), refusal);
  }

  private static Set<Path> paths(Manifest manifest) {
    return manifest.samples().stream()
        .map(Sample::path)
        .map(path -> path.toAbsolutePath().normalize())
        .collect(Collectors.toSet());
  }

  @Test
  void onlyTheMethodItselfGoesWithoutTranslation() {
    assertFalse(Generation.JOINT.isTranslated(TINY));
    assertTrue(Generation.SEPARATE.isTranslated(TINY));
    assertTrue(Generation.JOINT.isTranslated(Config.preset("tiny")));
    assertEquals(Set.of(Generation.JOINT), Baselines.ATTENTION.generations());
    assertEquals(Set.of(Generation.values()), Baselines.ALL.generations());
  }
}
