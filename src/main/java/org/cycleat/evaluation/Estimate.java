package org.cycleat.evaluation;

/**
 * A figure that was measured on a sample of faces, and how far chance in drawing them reaches.
 *
 * @param value what was measured: a fraction in [0, 1], or the difference of two in [-1, 1]; NaN
 *     where there is nothing to measure, as are its ends then
 * @param low the lower end of its 95 % interval
 * @param high the upper end
 */
public record Estimate(double value, double low, double high) {
  /** Whether the whole interval lies on one side of 0, so that a difference is shown. */
  public boolean excludesZero() {
    return low > 0 || high < 0;
  }
}
