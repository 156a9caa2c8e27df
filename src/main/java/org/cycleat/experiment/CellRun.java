package org.cycleat.experiment;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.device.GpuChoice;
import org.cycleat.stage.Baselines;
import org.cycleat.stage.Domain;
import org.cycleat.stage.Given;
import org.cycleat.stage.GivenData;
import org.cycleat.stage.Judgement;
import org.cycleat.stage.Run;
import org.cycleat.stage.RunReport;
import org.cycleat.stage.Stage;
import org.cycleat.stage.Workspace;

/** Makes a cell, by the classes that {@code train} and {@code evaluate} use. */
final class CellRun {
  private final Cell cell;
  private final GpuChoice gpu;
  private final Consumer<String> report;

  /**
   * @param report told in a line what a user should know
   */
  CellRun(Cell cell, GpuChoice gpu, Consumer<String> report) {
    this.cell = cell;
    this.gpu = gpu;
    this.report = report;
  }

  /** A manifest of the experiment as images to judge on. */
  static GivenData test(Path manifest) {
    return GivenData.toJudgeOn(source(manifest, "--data", line -> {}), Optional.empty());
  }

  /** Whether all of it is there. */
  static boolean isComplete(Cell cell) {
    if (!Workspace.exists(cell.run())) {
      return false;
    }
    if (cell.isSvm()) {
      return SvmRun.isComplete(cell);
    }
    Workspace workspace = Workspace.open(cell.run());
    return cell.work().stream().allMatch(work -> isComplete(workspace, work))
        && cell.tests().stream().allMatch(test -> isJudged(workspace, cell, test));
  }

  /** Whether all its rows are; other cells of the run may have evaluated theirs before. */
  private static boolean isJudged(Workspace workspace, Cell cell, Cell.Test test) {
    return Judgement.of(workspace, test(test.faces()))
        .filter(folder -> Judgement.rows(folder).containsAll(cell.rows()))
        .isPresent();
  }

  private static boolean isComplete(Workspace workspace, Cell.Work work) {
    return switch (work) {
      case SOURCE -> isComplete(workspace, Stage.SOURCE);
      case TRANSLATION -> isComplete(workspace, Stage.TRANSLATION);
      case LENT -> Run.hasLent(workspace, Baselines.ALL);
      case LENT_FOR_METHOD -> Run.hasLent(workspace, Baselines.NONE);
      case METHODS -> Run.isTrained(workspace, Baselines.ALL);
      case METHOD -> Run.isTrained(workspace, Baselines.NONE);
      case ATTENTION -> Run.isTrained(workspace, Baselines.ATTENTION);
      case PRETRAINED -> Run.isPretrained(workspace);
      case FINE_TUNED -> Run.isFineTuned(workspace);
      case SVM_ON_HOG, SVM_ON_NETWORK -> throw new IllegalArgumentException("no stage: " + work);
    };
  }

  private static boolean isComplete(Workspace workspace, Stage stage) {
    return workspace.isComplete(workspace.folder(stage));
  }

  /** Does what is not complete. */
  void make() {
    if (cell.isSvm()) {
      new SvmRun(cell, gpu, report).make(cell.work().contains(Cell.Work.SVM_ON_NETWORK));
      return;
    }
    Workspace workspace = Workspace.create(cell.run(), cell.config(), cell.loans());
    boolean isTrained = cell.work().stream().allMatch(work -> isComplete(workspace, work));
    if (!isTrained) {
      Run run = Run.create(cell.run(), cell.config(), gpu, given(), report);
      cell.work().stream().filter(work -> !isComplete(workspace, work)).forEach(w -> work(run, w));
    }
    cell.tests().forEach(test -> judge(workspace, test));
  }

  private Given given() {
    Map<Domain, GivenData> given = new EnumMap<>(Domain.class);
    cell.data()
        .forEach(
            (domain, manifest) ->
                given.put(
                    domain,
                    GivenData.of(
                        domain, source(manifest, domain.option(), report), Optional.empty())));
    return new Given(given, List.of());
  }

  private static DataSource source(Path manifest, String option, Consumer<String> report) {
    return new DataSource(manifest, FaceDataSets.MANIFEST, option, report, report);
  }

  private void work(Run run, Cell.Work work) {
    switch (work) {
      case SOURCE -> run.run(Stage.SOURCE);
      case TRANSLATION -> run.run(Stage.TRANSLATION);
      case LENT -> run.with(Baselines.ALL).lend();
      case LENT_FOR_METHOD -> run.lend();
      case METHODS ->
          List.of(Stage.SELECTION, Stage.TARGET, Stage.BASELINES)
              .forEach(run.with(Baselines.ALL)::run);
      case METHOD -> List.of(Stage.SELECTION, Stage.TARGET).forEach(run::run);
      case ATTENTION -> run.with(Baselines.ATTENTION).run(Stage.BASELINES);
      case PRETRAINED -> run.pretrain();
      case FINE_TUNED -> run.fineTune();
      case SVM_ON_HOG, SVM_ON_NETWORK -> throw new IllegalArgumentException("no stage: " + work);
    }
  }

  private void judge(Workspace workspace, Cell.Test test) {
    if (isJudged(workspace, cell, test)) {
      return;
    }
    GivenData given = test(test.faces());
    var request = new Judgement.Request(given, List.of(), test.trusted());
    Judgement.Judged judged =
        new Judgement(workspace, cell.config(), report).evaluate(gpu, request);
    report.accept(judged.text());
    new RunReport(workspace, judged.folder()).write();
  }
}
