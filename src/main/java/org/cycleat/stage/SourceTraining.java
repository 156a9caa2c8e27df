package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import org.cycleat.config.SourceConfig;
import org.cycleat.dataset.Splits;
import org.cycleat.loss.CrossEntropy;

/** Trains the source classifier f_S by equation (3). */
final class SourceTraining {
  static final String F_S = "f_S";

  private final RunContext run;

  SourceTraining(RunContext run) {
    this.run = run;
  }

  void train() {
    SourceConfig source = run.config().source();
    Path folder = run.workspace().folder(Stage.SOURCE);
    Splits.Split learning = taught(run.data().learning(Domain.SOURCE));
    int size = run.config().imageSize();
    List<Float> weights =
        source.classWeights().of(run.config().labels(), learning.training().counts());
    var task =
        new ClassifierTask(
            F_S,
            run.networks().source(),
            learning,
            run.data().pipeline(size, source.batchSize(), source.balance()),
            new ClassifierTask.Recipe(
                source.epochs(),
                source.learningRate(),
                new CrossEntropy((float) source.labelSmoothing(), weights)));
    ClassifierTraining.train(run, folder, StartingWeights.SOURCE.start(run.config(), task));
    new Unseen(run).judge(folder);
    run.workspace().complete(folder);
  }

  private Splits.Split taught(Splits.Split split) {
    return new Splits.Split(new SoftLabels(run).of(split.training()), split.validation());
  }
}
