package org.cycleat.stage;

import java.nio.file.Path;
import java.time.Duration;
import org.cycleat.config.Config;
import org.cycleat.train.LearningRate;
import org.cycleat.train.Metrics;
import org.cycleat.train.TrainingPlan;

/** What the configuration says of every training alike. */
final class Plans {
  /** However slow the steps are, not more than this is lost. */
  private static final Duration SAVE_INTERVAL = Duration.ofMinutes(5);

  private Plans() {}

  /** Constant for a share of the steps, then on a straight line to zero. */
  static LearningRate learningRate(Config config, double rate, long steps) {
    long constant = Math.round(steps * config.optimizer().constantFraction());
    return LearningRate.constantThenLinear(rate, constant, steps - constant);
  }

  static TrainingPlan plan(Config config, LearningRate learningRate, long steps) {
    return new TrainingPlan(
        steps, learningRate, config.log().checkpointEverySteps(), SAVE_INTERVAL);
  }

  static Metrics metrics(Config config, Path folder) {
    return new Metrics(folder, config.log().everySteps(), config.log().tensorboard());
  }
}
