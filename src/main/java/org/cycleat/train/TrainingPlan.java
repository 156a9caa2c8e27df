package org.cycleat.train;

import java.time.Duration;

/**
 * How long to train and how often to save.
 *
 * @param steps in all
 * @param learningRate of each step
 * @param saveSteps the state is saved after every so many steps
 * @param saveInterval and, whatever the steps, when so much time has passed since the last save
 */
public record TrainingPlan(
    long steps, LearningRate learningRate, long saveSteps, Duration saveInterval) {

  public TrainingPlan {
    if (steps < 1 || saveSteps < 1) {
      throw new IllegalArgumentException(
          "steps must be positive, got %d, saved every %d".formatted(steps, saveSteps));
    }
    if (saveInterval.isNegative() || saveInterval.isZero()) {
      throw new IllegalArgumentException("saveInterval must be positive, got " + saveInterval);
    }
  }
}
