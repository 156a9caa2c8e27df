package org.cycleat.stage;

import java.nio.file.Path;
import java.time.Duration;
import org.cycleat.config.Config;
import org.cycleat.train.Metrics;
import org.cycleat.train.TrainingPlan;

/** What the configuration says of every training alike. */
final class Plans {
  /** However slow the steps are, not more than this is lost. */
  private static final Duration SAVE_INTERVAL = Duration.ofMinutes(5);

  private Plans() {}

  static TrainingPlan plan(Config config, Schedule schedule, long steps) {
    return new TrainingPlan(
        steps, schedule.learningRate(), config.log().checkpointEverySteps(), SAVE_INTERVAL);
  }

  static Metrics metrics(Config config, Path folder) {
    return new Metrics(folder, config.log().everySteps(), config.log().tensorboard());
  }
}
