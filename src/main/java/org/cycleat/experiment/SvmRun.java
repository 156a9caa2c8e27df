package org.cycleat.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.cycleat.baseline.FaceFeatures;
import org.cycleat.baseline.HogFeatures;
import org.cycleat.baseline.SvmBaseline;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Tree;
import org.cycleat.dataset.Use;
import org.cycleat.device.GpuChoice;
import org.cycleat.evaluation.PredictionsFile;
import org.cycleat.stage.Domain;
import org.cycleat.stage.Judgement;
import org.cycleat.stage.NetworkFeatures;
import org.cycleat.stage.RunData;
import org.cycleat.stage.Workspace;

/** A support vector machine of table 8: it learns from the faces of a cell and judges its test. */
record SvmRun(Cell cell, GpuChoice gpu, Consumer<String> report) {
  /** The row of the machine in the file of predictions. */
  static final String METHOD = "SVM";

  static Path predictions(Path run) {
    return Judgement.predictions(run.resolve("report"));
  }

  static boolean isComplete(Cell cell) {
    return Files.exists(predictions(cell.run()));
  }

  /** Does nothing where it is complete. */
  void make(boolean onNetwork) {
    Workspace workspace = Workspace.create(cell.run(), cell.config(), cell.loans());
    if (isComplete(cell)) {
      return;
    }
    if (!onNetwork) {
      judge(new HogFeatures());
      return;
    }
    try (NetworkFeatures features =
        NetworkFeatures.ofSource(workspace, gpu, NetworkFeatures.Layer.LAST_MEAN)) {
      judge(features);
    }
  }

  private void judge(FaceFeatures features) {
    Labels labels = RunData.labels(cell.config());
    Manifest training = Manifest.read(cell.data().get(Domain.TARGET), labels, Use.LABELLED);
    Manifest test = Manifest.read(cell.tests().get(0).faces(), labels, Use.LABELLED);
    SvmBaseline.Outcome outcome =
        new SvmBaseline(features, cell.config().seed()).judge(training, test);
    report.accept(
        "C %s, by %d folds of the training faces".formatted(outcome.c(), outcome.folds()));
    PredictionsFile.write(
        predictions(cell.run()),
        Map.of(METHOD, outcome.predictions()),
        sample -> Tree.slashes(sample.path()));
  }
}
