package org.cycleat.train;

/** The learning rate of a step: a pure function, so that a resumed run needs no state of it. */
@FunctionalInterface
public interface LearningRate {

  /**
   * @param step of the run, counted from 0
   */
  float at(long step);

  static LearningRate constant(double rate) {
    return constantThenLinear(rate, Long.MAX_VALUE, 0);
  }

  /**
   * CycleGAN's schedule: {@code rate} for the first {@code constantSteps} steps, then on a straight
   * line that reaches zero one step after the last of {@code decaySteps}, and stays there.
   */
  static LearningRate constantThenLinear(double rate, long constantSteps, long decaySteps) {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the learning rate must be positive, got " + rate);
    }
    if (constantSteps < 0 || decaySteps < 0) {
      throw new IllegalArgumentException(
          "steps must not be negative, got %d and %d".formatted(constantSteps, decaySteps));
    }
    return step -> {
      if (step < 0) {
        throw new IllegalArgumentException("the step must not be negative, got " + step);
      }
      if (step < constantSteps) {
        return (float) rate;
      }
      long left = decaySteps - (step - constantSteps);
      return left <= 0 ? 0f : (float) (rate * left / (decaySteps + 1));
    };
  }
}
