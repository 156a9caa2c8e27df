package org.cycleat.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private final Baselines baselines;

  private Run(RunContext context, Baselines baselines) {
    this.context = context;
    this.baselines = baselines;
  }

  /**
   * A piece of a stage's work; one that is complete does nothing.
   *
   * @param like the stage that needs the same data, networks and memory
   */
  private record Part(Stage like, Runnable work) {}

  /**
   * Makes a run, or opens it to continue.
   *
   * @param given the user's images; needed until a run has read them
   * @param report told in a line what a user should know
   * @throws org.cycleat.UserException where the folder holds a run of another configuration or of
   *     other data, or the GPU cannot be used
   */
  public static Run create(
      Path folder, Config config, GpuChoice gpu, Given given, Consumer<String> report) {
    Workspace workspace = Workspace.create(folder, config);
    return start(workspace, checked(workspace, config, given, report), gpu, report);
  }

  /**
   * Makes sure that the checkpoints which a configuration names are there and fit.
   *
   * @throws org.cycleat.UserException naming the key of one that is not
   */
  public static void requireWeights(Config config) {
    SourceTraining.requireLast(config, List.of(Stage.values()));
    StartingWeights.check(config, List.of(Stage.values()));
  }

  /**
   * Opens a run to train it for longer.
   *
   * @throws org.cycleat.UserException where more than lengths differ, one is shorter, a state is
   *     gone, or the data are others; the run is as it was then
   */
  public static Run extend(
      Path folder, Config config, GpuChoice gpu, Given given, Consumer<String> report) {
    Workspace workspace = Workspace.open(folder);
    Extension extension = Extension.of(workspace, config);
    RunData data = checked(workspace, config, given, report);
    extension.apply(report);
    return start(workspace, data, gpu, report);
  }

  private static RunData checked(
      Workspace workspace, Config config, Given given, Consumer<String> report) {
    RunData data = new RunData(workspace, config, given, report);
    data.requireSame();
    return data;
  }

  private static Run start(
      Workspace workspace, RunData data, GpuChoice gpu, Consumer<String> report) {
    Device device = Device.forTraining(gpu, data.config().threads());
    report.accept("device: " + device.description());
    Arithmetic arithmetic = Arithmetic.of(data.config().precision(), device);
    arithmetic.apply(device, report);
    return new Run(
        new RunContext(workspace, data, device, arithmetic.training(), report, false),
        Baselines.NONE);
  }

  /** The same run, in which each training traces one of its steps. */
  public Run profiled() {
    return new Run(context.withProfile(), baselines);
  }

  /** The same run, with these baselines beside the method. */
  public Run with(Baselines chosen) {
    return new Run(context, chosen);
  }

  /** Runs the stages of the method that are not complete, then the baselines where asked for. */
  public void runAll() {
    List<Stage> stages = new ArrayList<>(METHOD.stream().filter(this::isWanted).toList());
    if (!baselines.isEmpty()) {
      stages.add(Stage.BASELINES);
    }
    // What is missing should be known now, not hours from now.
    List<Stage> pending =
        stages.stream()
            .filter(stage -> !isComplete(stage))
            .flatMap(stage -> likes(stage).stream())
            .distinct()
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
   * can borrow it: the faces that are generated of every source face for the method and these
   * baselines, with the translation of S2T_att.&gen. where it is among them, AlexNet, and f_T's
   * pre-training.
   */
  public void lend() {
    new Lent(context, baselines.generations()).make();
  }

  /** Whether all that {@link #lend} makes beside some baselines is there. */
  public static boolean hasLent(Workspace workspace, Baselines beside) {
    return Lent.isComplete(workspace, beside.generations());
  }

  /** Whether f_T is trained by the method and by these baselines. */
  public static boolean isTrained(Workspace workspace, Baselines beside) {
    return workspace.isComplete(workspace.folder(Stage.TARGET))
        && beside.methods().stream()
            .allMatch(method -> workspace.isComplete(method.folderIn(workspace)));
  }

  /**
   * Makes sure that a configuration trains f_T at all by each of these baselines.
   *
   * @throws org.cycleat.UserException where it has only epochs over generated faces
   */
  public static void requireLearning(Config config, Baselines beside) {
    TargetTraining.check(config.target(), beside.methods());
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

  /** Without translation its stage is no part of the method. */
  private boolean isWanted(Stage stage) {
    return stage != Stage.TRANSLATION || Generation.JOINT.isTranslated(context.config());
  }

  private void finish(Stage stage) {
    if (isComplete(stage)) {
      context.report().accept("%s: complete, skipped".formatted(stage.option()));
      return;
    }
    Instant start = Instant.now();
    stage.needs().stream()
        .filter(this::isWanted)
        .forEach(needed -> context.workspace().require(needed, "results"));
    check(likes(stage));
    parts(stage).forEach(this::work);
    Provenance.update(context, stage);
    String taken = ClockTime.of(Duration.between(start, Instant.now()));
    context.report().accept("%s: done in %s".formatted(stage.option(), taken));
  }

  private void work(Part part) {
    try {
      part.work().run();
    } catch (RuntimeException e) {
      String device = context.device().description();
      Path root = context.workspace().root();
      throw new MemoryAdvice(context.config(), part.like(), device, root).about(e);
    }
  }

  private List<Part> parts(Stage stage) {
    return switch (stage) {
      case SOURCE -> List.of(new Part(stage, () -> new SourceTraining(context).train()));
      case TRANSLATION -> List.of(translation(Generation.JOINT));
      case SELECTION -> List.of(selection(Generation.JOINT));
      case TARGET -> List.of(target(stage, TargetTraining.Method.CYCLEAT));
      case BASELINES -> baselineParts();
    };
  }

  private Part translation(Generation generation) {
    return new Part(Stage.TRANSLATION, () -> new FaceTranslation(context, generation).train());
  }

  private Part selection(Generation generation) {
    return new Part(Stage.SELECTION, () -> new FaceSelection(context, generation).select());
  }

  private Part target(Stage like, TargetTraining.Method method) {
    return new Part(like, () -> new TargetTraining(context).train(method));
  }

  private List<Part> baselineParts() {
    List<Part> parts = new ArrayList<>();
    for (TargetTraining.Method method : chosen().methods()) {
      method
          .generation()
          .ifPresent(
              generation -> {
                parts.add(translation(generation));
                parts.add(selection(generation));
              });
      parts.add(target(Stage.BASELINES, method));
    }
    Workspace workspace = context.workspace();
    parts.add(
        new Part(Stage.BASELINES, () -> workspace.complete(workspace.folder(Stage.BASELINES))));
    return parts;
  }

  /** Whoever asks for the stage but names no baseline gets those that are quick. */
  private Baselines chosen() {
    return baselines.isEmpty() ? Baselines.QUICK : baselines;
  }

  /** The baselines are, where all that are chosen are. */
  private boolean isComplete(Stage stage) {
    Workspace workspace = context.workspace();
    return workspace.isComplete(workspace.folder(stage))
        && (stage != Stage.BASELINES
            || chosen().methods().stream()
                .allMatch(method -> workspace.isComplete(method.folderIn(workspace))));
  }

  private List<Stage> likes(Stage stage) {
    return parts(stage).stream().map(Part::like).distinct().toList();
  }

  private void check(List<Stage> stages) {
    SourceTraining.requireLast(context.config(), stages);
    StartingWeights.check(context.config(), stages);
    if (stages.contains(Stage.TARGET) || stages.contains(Stage.BASELINES)) {
      TargetTraining.requireUnlabelled(context.data());
    }
    if (stages.contains(Stage.BASELINES)) {
      TargetTraining.check(context.config().target(), chosen().methods());
    }
    if (stages.contains(Stage.SOURCE)) {
      new SoftLabels(context).check();
    }
    StageBatch.requireSplit(context.config(), context.towers().count(), stages);
  }
}
