package org.cycleat.bench;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * What several runs gave.
 *
 * @param n how many runs counted
 */
public record Measurement(String name, String unit, double median, double min, double max, int n) {
  private static final int WARM_UP = 2;

  /** Runs {@code once} twice to warm up, then {@code n} times. */
  public static Measurement of(String name, String unit, int n, DoubleSupplier once) {
    double[] all = new double[WARM_UP + n];
    Arrays.setAll(all, i -> once.getAsDouble());
    double[] values = Arrays.copyOfRange(all, WARM_UP, all.length);
    Arrays.sort(values);
    return new Measurement(name, unit, median(values), values[0], values[n - 1], n);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
