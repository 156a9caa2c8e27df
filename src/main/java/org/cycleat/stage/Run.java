package org.cycleat.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cycleat.config.Config;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.train.ClockTime;

/** A training run: its stages in order, each once. */
public final class Run {
  private static final List<Stage> METHOD =
      List.of(Stage.SOURCE, Stage.TRANSLATION, Stage.SELECTION, Stage.TARGET);

  private final RunContext context;

  private Run(RunContext context) {
    this.context = context;
  }

  /**
   * Makes a run, or opens it to continue.
   *
   * @param given the user's images of each domain; needed until a run has read them
   * @param report told in a line what a user should know
   * @throws org.cycleat.UserException where the folder holds a run of another configuration or of
   *     other data, or the GPU cannot be used
   */
  public static Run create(
      Path folder,
      Config config,
      GpuChoice gpu,
      Map<Domain, GivenData> given,
      Consumer<String> report) {
    Device device = Device.forTraining(gpu, config.threads());
    report.accept("device: " + device.description());
    Arithmetic arithmetic = Arithmetic.of(config.precision(), device);
    arithmetic.apply(device, report);
    Workspace workspace = Workspace.create(folder, config);
    RunData data = new RunData(workspace, config, given, report);
    data.requireSame();
    return new Run(new RunContext(workspace, data, device, arithmetic.training(), report, false));
  }

  /** The same run, in which each training traces one of its steps. */
  public Run profiled() {
    return new Run(context.withProfile());
  }

  /** Runs the stages of the method that are not complete, then the baselines where asked for. */
  public void runAll(boolean baselines) {
    List<Stage> stages = new ArrayList<>(METHOD);
    if (baselines) {
      stages.add(Stage.BASELINES);
    }
    // What is missing should be known now, not hours from now.
    List<Stage> pending =
        stages.stream()
            .filter(stage -> !context.workspace().isComplete(context.workspace().folder(stage)))
            .toList();
    check(pending);
    pending.stream()
        .flatMap(stage -> stage.domains().stream())
        .distinct()
        .forEach(context.data()::all);
    Framings.difference(context.data()).ifPresent(context.report());
    for (Stage stage : stages) {
      String place = "stage %d of %d: ".formatted(stages.indexOf(stage) + 1, stages.size());
      context.report().accept(place + stage.option());
      finish(stage);
    }
  }

  /** Runs one stage; one that is complete is skipped. */
  public void run(Stage stage) {
    finish(stage);
    Framings.difference(context.data()).ifPresent(context.report());
  }

  /**
   * Makes what the stages after the translation make of the source domain alone, so that other runs
   * can borrow it: a generated face of every source face, AlexNet, and f_T's pre-training.
   */
  public void lend() {
    new Lent(context).make();
  }

  /** Whether all that {@link #lend} makes is there. */
  public static boolean hasLent(Workspace workspace) {
    return Lent.isComplete(workspace);
  }

  /** Trains f_T on the source domain, as the stages that need it do. */
  public void pretrain() {
    new TargetTraining(context).pretrain();
  }

  /** Whether f_T is trained on the source domain, or is not to be. */
  public static boolean isPretrained(Workspace workspace) {
    return Lent.isPretrained(workspace);
  }

  /** Trains f_T on the target's faces alone, which needs no other stage. */
  public void fineTune() {
    new TargetTraining(context).train(TargetTraining.Method.FINE_TUNE);
  }

  /** Whether {@link #fineTune} is done. */
  public static boolean isFineTuned(Workspace workspace) {
    return workspace.isComplete(TargetTraining.Method.FINE_TUNE.folderIn(workspace));
  }

  private void finish(Stage stage) {
    Path folder = context.workspace().folder(stage);
    if (context.workspace().isComplete(folder)) {
      context.report().accept("%s: complete, skipped".formatted(stage.option()));
      return;
    }
    Instant start = Instant.now();
    stage.needs().forEach(needed -> context.workspace().require(needed, "results"));
    check(List.of(stage));
    try {
      start(stage, folder);
    } catch (RuntimeException e) {
      String device = context.device().description();
      throw new MemoryAdvice(context.config(), stage, device, context.workspace().root()).about(e);
    }
    Provenance.update(context, stage);
    String taken = ClockTime.of(Duration.between(start, Instant.now()));
    context.report().accept("%s: done in %s".formatted(stage.option(), taken));
  }

  private void start(Stage stage, Path folder) {
    switch (stage) {
      case SOURCE -> new SourceTraining(context).train();
      case TRANSLATION -> new FaceTranslation(context).train();
      case SELECTION -> new FaceSelection(context).select();
      case TARGET -> new TargetTraining(context).train(TargetTraining.Method.CYCLEAT);
      case BASELINES -> baselines(folder);
    }
  }

  private void check(List<Stage> stages) {
    StartingWeights.check(context.config(), stages);
    StageBatch.requireSplit(context.config(), context.towers().count(), stages);
  }

  private void baselines(Path folder) {
    TargetTraining training = new TargetTraining(context);
    training.train(TargetTraining.Method.FINE_TUNE);
    training.train(TargetTraining.Method.ATTENTION);
    context.workspace().complete(folder);
  }
}
