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
    requirePositive(rate);
    requireNotNegative("steps", constantSteps);
    requireNotNegative("steps", decaySteps);
    return step -> {
      requireNotNegative("the step", step);
      if (step < constantSteps) {
        return (float) rate;
      }
      long left = decaySteps - (step - constantSteps);
      return left <= 0 ? 0f : (float) (rate * left / (decaySteps + 1));
    };
  }

  /**
   * Half a cosine (Loshchilov and Hutter 2017, one period): {@code rate} at the first step, and
   * zero one step after the last of {@code steps}, where it stays.
   */
  static LearningRate cosine(double rate, long steps) {
    requirePositive(rate);
    requireNotNegative("steps", steps);
    return step -> {
      requireNotNegative("the step", step);
      return step >= steps ? 0f : (float) (rate / 2 * (1 + Math.cos(Math.PI * step / steps)));
    };
  }

  /**
   * A start of {@code steps} steps on a straight line that was zero one step before the first, and
   * reaches {@code rate} one step after the last; then {@code next}.
   */
  static LearningRate warmingUp(double rate, long steps, LearningRate next) {
    requirePositive(rate);
    requireNotNegative("steps", steps);
    return step -> {
      requireNotNegative("the step", step);
      return step < steps ? (float) (rate * (step + 1) / (steps + 1)) : next.at(step - steps);
    };
  }

  private static void requirePositive(double rate) {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the learning rate must be positive, got " + rate);
    }
  }

  private static void requireNotNegative(String what, long steps) {
    if (steps < 0) {
      throw new IllegalArgumentException(what + " must not be negative, got " + steps);
    }
  }
}
