package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cycleat.config.Config;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.nn.Precision;
import org.cycleat.placement.Step;
import org.cycleat.weights.CheckpointFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTrainingTest {
  @TempDir Path folder;

  /** One epoch, so that the last weights are the best. */
  private Path train(Config config) throws IOException {
    Workspace workspace = Workspace.create(folder.resolve("run"), config);
    RunData data =
        new RunData(
            workspace, config, DrawnDomains.in(folder.resolve("faces")).given(), line -> {});
    var run = new RunContext(workspace, data, Step.DEVICE, Precision.FLOAT32, line -> {}, false);
    var source = config.source();
    var task =
        new ClassifierTask(
            "f_S",
            run.networks().source(),
            data.learning(Domain.SOURCE),
            data.pipeline(config.imageSize(), source.batchSize(), source.balance()),
            new ClassifierTask.Recipe(1, source.learningRate(), CrossEntropy.PLAIN));
    Path training = workspace.root().resolve("training");
    ClassifierTraining.train(run, training, task);
    return training;
  }

  private static float[] values(Path folder, String file, String name) {
    try (CheckpointFile checkpoint = CheckpointFile.open(folder.resolve(file))) {
      return checkpoint.read(name).floats();
    }
  }

  /** 21 faces, some of them for validation, in batches of 8: two steps. */
  @Test
  void theAverageIsKeptAndTheTrainingGoesOnFromTheWeights() throws IOException {
    Path training =
        train(
            Config.preset("tiny")
                .with(
                    "classifier.optimizer=sgd",
                    "classifier.weightDecay=1e-3",
                    "classifier.schedule=cosine",
                    "classifier.warmupEpochs=0.5",
                    "classifier.weightAverage=0.9",
                    "classifier.dropout=0.3",
                    "source.learningRate=0.1"));
    Path state = training.resolve("state/step-00000002");
    for (String name : List.of("conv4_block1_1_conv/kernel", "conv1_bn/moving_mean")) {
      float[] kept = values(training, "f_S/step-00000002", name);
      float[] weights = values(state, "variables", "f_S/" + name);
      assertArrayEquals(values(state, "variables", "step_f_S/f_S/" + name + "/average"), kept);
      assertFalse(Arrays.equals(weights, kept), name);
    }
    float[] momentum = values(state, "variables", "step_f_S/f_S/predictions/bias/SGD/momentum");
    assertEquals(7, momentum.length);
    assertEquals(0, sum(momentum), 1e-6, "the gradients of softmax add up to nothing");
    assertTrue(momentum[0] != 0);
  }

  private static float sum(float[] values) {
    float sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
