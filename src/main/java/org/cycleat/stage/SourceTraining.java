package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.config.SourceConfig;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Splits;
import org.cycleat.loss.CrossEntropy;

/** Trains the source classifier f_S by equation (3), or a network that reads movements. */
final class SourceTraining {
  static final String F_S = "f_S";

  private final RunContext run;

  SourceTraining(RunContext run) {
    this.run = run;
  }

  /**
   * Checks that nothing is to follow a network that is no classifier.
   *
   * @throws UserException where something is
   */
  static void requireLast(Config config, List<Stage> stages) {
    if (config.source().learns() == SourceConfig.Learns.MOVEMENTS
        && !stages.stream().allMatch(Stage.SOURCE::equals)) {
      throw new UserException(
          "source.learns=movements: no stage can follow the source stage, since f_S is no classifier then;"
              + " use --stage source, then another run with source.weights or target.weights=RUN/source/f_S");
    }
  }

  /**
   * Checks that f_S is a classifier.
   *
   * @throws UserException where it reads movements
   */
  static void requireClassifier(Workspace workspace) {
    if (workspace.config().source().learns() == SourceConfig.Learns.MOVEMENTS) {
      throw new UserException(
          "f_S of %s reads movements (source.learns) and is no classifier: use cycleat movements"
              .formatted(workspace.root()));
    }
  }

  void train() {
    Path folder = run.workspace().folder(Stage.SOURCE);
    Splits.Split learning = run.data().learning(Domain.SOURCE);
    boolean readsMovements = run.config().source().learns() == SourceConfig.Learns.MOVEMENTS;
    ClassifierTask task = readsMovements ? movements(learning) : expressions(taught(learning));
    ClassifierTraining.train(run, folder, StartingWeights.SOURCE.start(run.config(), task));
    if (readsMovements) {
      new UnseenMovements(run).measure(folder);
    } else {
      new Unseen(run).judge(folder);
    }
    run.workspace().complete(folder);
  }

  private ClassifierTask expressions(Splits.Split learning) {
    SourceConfig source = run.config().source();
    List<Float> weights =
        source.classWeights().of(run.config().labels(), learning.training().counts());
    var entropy = new CrossEntropy((float) source.labelSmoothing(), weights);
    return task(learning, pipeline(), new ClassLesson(entropy));
  }

  private ClassifierTask movements(Splits.Split learning) {
    Pipeline pipeline = pipeline().withoutMirror().withoutBalance();
    return task(learning, pipeline, MovementLesson.of(learning.training()));
  }

  private ClassifierTask task(Splits.Split learning, Pipeline pipeline, Lesson lesson) {
    SourceConfig source = run.config().source();
    var recipe = new ClassifierTask.Recipe(source.epochs(), source.learningRate(), lesson);
    return new ClassifierTask(F_S, run.networks().source(), learning, pipeline, recipe);
  }

  private Pipeline pipeline() {
    SourceConfig source = run.config().source();
    return run.data().pipeline(run.config().imageSize(), source.batchSize(), source.balance());
  }

  private Splits.Split taught(Splits.Split split) {
    return new Splits.Split(new SoftLabels(run).of(split.training()), split.validation());
  }
}
