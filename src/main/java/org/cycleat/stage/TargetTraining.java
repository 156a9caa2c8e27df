package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cycleat.config.TargetConfig;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Splits;
import org.cycleat.dataset.Use;
import org.cycleat.loss.CrossEntropy;

/**
 * Trains the target classifier f_T by equations (10) and (11), and the paper's comparisons, which
 * leave parts of the method out.
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

    /** The method itself is the target stage; the others are baselines. */
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

  void train(Method method) {
    Path folder = method.folderIn(run.workspace());
    if (run.workspace().isComplete(folder)) {
      return;
    }
    TargetConfig target = run.config().target();
    var task = task(method, target);
    Path pretrained = pretrain();
    task =
        pretrained == null
            ? StartingWeights.TARGET.start(run.config(), task)
            : task.startingFrom(pretrained);
    ClassifierTraining.train(run, folder, task);
    run.workspace().complete(folder);
  }

  private ClassifierTask task(Method method, TargetConfig target) {
    Splits.Split learning = run.data().learning(Domain.TARGET);
    List<Float> weights = List.of();
    if (method.generation().isPresent()) {
      Path file = method.generation().get().selected(run.workspace());
      Manifest real = learning.training();
      Manifest selected = Manifest.read(file, real.labels(), Use.DISTRIBUTED);
      learning = new Splits.Split(with(real, selected), learning.validation());
      weights = weights(real.size(), selected.size());
    }
    var task =
        new ClassifierTask(
                F_T,
                run.networks().target(),
                learning,
                pipeline(target),
                new ClassifierTask.Recipe(target.epochs(), target.learningRate(), entropy(target)))
            .weighing(weights);
    return switch (method) {
      case FINE_TUNE -> task;
      case ATTENTION, ATTENTION_AND_GENERATED -> taught(task, Stage.SOURCE, SourceTraining.F_S);
      case CYCLEAT -> taught(task, Stage.TRANSLATION, FaceTranslation.F_W);
    };
  }

  /** Without a weight there is no teacher: its architecture need not pair with f_T's then. */
  private ClassifierTask taught(ClassifierTask task, Stage stage, String network) {
    double beta = run.config().target().attentionBeta();
    if (beta == 0) {
      return task;
    }
    Path checkpoint = run.workspace().network(stage, network);
    return task.taughtBy(
        new ClassifierTask.Teacher(network, run.networks().source(), checkpoint, beta));
  }

  /** f_T on the source domain; once for all methods, null where the configuration has none. */
  Path pretrain() {
    TargetConfig target = run.config().target();
    if (target.pretrainEpochs() == 0) {
      return null;
    }
    Path folder = pretraining(run.workspace());
    if (!run.workspace().isComplete(folder)) {
      run.report().accept("target: pre-training f_T on the source domain");
      var recipe =
          new ClassifierTask.Recipe(
              target.pretrainEpochs(), target.pretrainLearningRate(), entropy(target));
      var task =
          new ClassifierTask(
              F_T,
              run.networks().target(),
              run.data().learning(Domain.SOURCE),
              pipeline(target),
              recipe);
      ClassifierTraining.train(run, folder, StartingWeights.TARGET.start(run.config(), task));
      run.workspace().complete(folder);
    }
    return folder.resolve(F_T);
  }

  private org.cycleat.data.Pipeline pipeline(TargetConfig target) {
    return run.data().pipeline(run.config().imageSize(), target.batchSize(), target.balance());
  }

  private static CrossEntropy entropy(TargetConfig target) {
    return new CrossEntropy((float) target.labelSmoothing(), List.of());
  }

  /** The target's training images, then the generated faces that were selected for them. */
  private static Manifest with(Manifest real, Manifest selected) {
    List<Sample> all = new ArrayList<>(real.samples());
    all.addAll(selected.samples());
    return real.with(all);
  }

  /** Of as many real and then generated images; empty where all count the same. */
  private List<Float> weights(int real, int generated) {
    float weight = (float) run.config().target().generatedWeight();
    if (weight == 1) {
      return List.of();
    }
    List<Float> weights = new ArrayList<>(Collections.nCopies(real, 1f));
    weights.addAll(Collections.nCopies(generated, weight));
    return weights;
  }
}
