package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;
import org.cycleat.UserException;
import org.cycleat.config.TargetConfig;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Splits;
import org.cycleat.dataset.Use;
import org.cycleat.loss.CrossEntropy;

/**
 * Trains the target classifier f_T by equations (10) and (11), and the paper's comparisons, which
 * leave parts of the method out: first on the source domain, then by a {@link Curriculum}.
 */
final class TargetTraining {
  static final String F_T = "f_T";

  /** The ways to train f_T, from the paper's table 5. */
  enum Method {
    /** Pre-trained on the source domain, then on the target images only. */
    FINE_TUNE("S2T_fine-tune", "baselines/fine-tune", "pre-trained, then target images only"),
    /** With attention transfer from f_S. */
    ATTENTION("S2T_attention", "baselines/attention", "with f_S's attention"),
    /** With attention transfer from f_S, and images of generators that no classifier taught. */
    ATTENTION_AND_GENERATED(
        "S2T_att.&gen.",
        "baselines/att-gen/target",
        "with f_S's attention and faces generated without a classifier's losses"),
    /** With attention transfer from f_W, and the selected generated images. */
    CYCLEAT("CycleAT", "target", "with f_W's attention and generated faces");

    private final String title;
    private final String folder;
    private final String description;

    Method(String title, String folder, String description) {
      this.title = title;
      this.folder = folder;
      this.description = description;
    }

    /** Where the generated images that it adds come from. */
    Optional<Generation> generation() {
      return switch (this) {
        case FINE_TUNE, ATTENTION -> Optional.empty();
        case ATTENTION_AND_GENERATED -> Optional.of(Generation.SEPARATE);
        case CYCLEAT -> Optional.of(Generation.JOINT);
      };
    }

    /** What it is, in a few words. */
    String description() {
      return description;
    }

    /** The row's name in the paper's tables. */
    String title() {
      return title;
    }

    /** Its place in a run's folder: the method itself is the target stage. */
    String folder() {
      return folder;
    }

    Path folderIn(Workspace workspace) {
      return workspace.root().resolve(folder);
    }
  }

  /** Where f_T is pre-trained, for all methods. */
  static Path pretraining(Workspace workspace) {
    return workspace.place("pretraining");
  }

  private final RunContext run;

  TargetTraining(RunContext run) {
    this.run = run;
  }

  /**
   * Makes sure that a configuration trains f_T at all by each of these methods.
   *
   * @throws UserException where it has only epochs over generated faces, and a method none
   */
  static void check(TargetConfig target, List<Method> methods) {
    for (Method method : methods) {
      if (TargetPhase.of(method, target).isEmpty()) {
        throw new UserException(
            "%s has no generated faces, and nothing else is learned from: set target.epochs or target.realEpochs above 0, or leave this baseline out"
                .formatted(method.title()));
      }
    }
  }

  /**
   * Makes sure that there are unlabelled faces, where f_T is to learn from some.
   *
   * @throws UserException where there are none
   */
  static void requireUnlabelled(RunData data) {
    if (data.config().target().unlabelledWeight() > 0 && !data.has(Domain.WEB)) {
      throw new UserException(
          "no faces to learn from without labels (target.unlabelledWeight above 0): name web faces with %s, or set it to 0"
              .formatted(Domain.WEB.option()));
    }
  }

  void train(Method method) {
    Path folder = method.folderIn(run.workspace());
    if (run.workspace().isComplete(folder)) {
      return;
    }
    TargetConfig target = run.config().target();
    Optional<Path> start = pretrain().or(() -> StartingWeights.TARGET.path(run.config()));
    List<TargetPhase> phases = TargetPhase.of(method, target);
    DoubleFunction<Curriculum> curriculums =
        beta -> new Curriculum(run, phases, teacher(method, beta), start, OptionalInt.empty());
    if (target.folds() == 0) {
      curriculums.apply(target.attentionBeta()).train(folder, faces(method));
    } else {
      new TargetFolds(run, folder, curriculums).train(faces(method), betas(method, target));
    }
  }

  /** The weights of the attention transfer to try on folds. */
  private static List<Double> betas(Method method, TargetConfig target) {
    return method == Method.FINE_TUNE || target.attentionBetas().isEmpty()
        ? List.of(method == Method.FINE_TUNE ? 0 : target.attentionBeta())
        : target.attentionBetas();
  }

  private TargetFaces faces(Method method) {
    Splits.Split learning = run.data().learning(Domain.TARGET);
    Manifest real = learning.training();
    Manifest selected =
        method
            .generation()
            .map(generation -> generation.selected(run.workspace()))
            .map(file -> Manifest.read(file, real.labels(), Use.DISTRIBUTED))
            .orElse(real.with(List.of()));
    return new TargetFaces(real, selected, learning.validation());
  }

  private Optional<ClassifierTask.Teacher> teacher(Method method, double beta) {
    return switch (method) {
      case FINE_TUNE -> Optional.empty();
      case ATTENTION, ATTENTION_AND_GENERATED -> teacher(Stage.SOURCE, SourceTraining.F_S, beta);
      case CYCLEAT ->
          Generation.JOINT.isTranslated(run.config())
              ? teacher(Stage.TRANSLATION, FaceTranslation.F_W, beta)
              : teacher(Stage.SOURCE, SourceTraining.F_S, beta);
    };
  }

  /** Without a weight there is no teacher: its architecture need not pair with f_T's then. */
  private Optional<ClassifierTask.Teacher> teacher(Stage stage, String network, double beta) {
    if (beta == 0) {
      return Optional.empty();
    }
    Path checkpoint = run.workspace().network(stage, network);
    return Optional.of(
        new ClassifierTask.Teacher(network, run.networks().source(), checkpoint, beta));
  }

  /** f_T on the source domain; once for all methods, none where the configuration has none. */
  Optional<Path> pretrain() {
    TargetConfig target = run.config().target();
    if (target.pretrainEpochs() == 0) {
      return Optional.empty();
    }
    Path folder = pretraining(run.workspace());
    if (!run.workspace().isComplete(folder)) {
      run.report().accept("target: pre-training f_T on the source domain");
      var recipe =
          new ClassifierTask.Recipe(
              target.pretrainEpochs(),
              target.pretrainLearningRate(),
              new CrossEntropy((float) target.labelSmoothing(), List.of()));
      var task =
          new ClassifierTask(
              F_T,
              run.networks().target(),
              run.data().learning(Domain.SOURCE),
              run.data().pipeline(run.config().imageSize(), target.batchSize(), target.balance()),
              recipe);
      ClassifierTraining.train(run, folder, StartingWeights.TARGET.start(run.config(), task));
      run.workspace().complete(folder);
    }
    return Optional.of(folder.resolve(F_T));
  }
}
