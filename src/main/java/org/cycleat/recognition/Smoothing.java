package org.cycleat.recognition;

import java.time.Duration;

/**
 * Of the probabilities of a face over time: an exponential mean, in which what was seen this long
 * ago weighs 1 / e of what is seen now. Expressions last half a second and more; single frames, as
 * of a blink, should not change them.
 *
 * @param time zero for none
 */
public record Smoothing(Duration time) {
  public static final Smoothing NONE = new Smoothing(Duration.ZERO);
  public static final Smoothing DEFAULT = new Smoothing(Duration.ofMillis(300));

  public Smoothing {
    if (time.isNegative()) {
      throw new IllegalArgumentException("the smoothing time must not be negative, got " + time);
    }
  }

  /**
   * Share of the past in the mean.
   *
   * @param micros since the last observation, in microseconds
   */
  double past(long micros) {
    return time.isZero() ? 0 : Math.exp(-1e3 * micros / time.toNanos());
  }
}
