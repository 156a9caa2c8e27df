package org.cycleat.stage;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cycleat.config.SourceConfig;
import org.cycleat.dataset.Manifest;
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
    Splits.Split learning = run.data().learning(Domain.SOURCE);
    int size = run.config().imageSize();
    var task =
        new ClassifierTask(
            F_S,
            run.networks().source(),
            learning,
            run.data().pipeline(size, source.batchSize(), source.balance()),
            new ClassifierTask.Recipe(
                source.epochs(),
                source.learningRate(),
                new CrossEntropy(
                    (float) source.labelSmoothing(), classWeights(source, learning.training()))));
    ClassifierTraining.train(run, folder, StartingWeights.SOURCE.start(run.config(), task));
    new Unseen(run).judge(folder);
    run.workspace().complete(folder);
  }

  /** Inversely proportional to the number of a class's images, one on average. */
  private static List<Float> classWeights(SourceConfig source, Manifest train) {
    if (source.classWeights() == SourceConfig.ClassWeights.NONE) {
      return List.of();
    }
    int[] counts = train.counts();
    return Arrays.stream(counts)
        .mapToObj(count -> (float) train.size() / (counts.length * count))
        .toList();
  }
}
