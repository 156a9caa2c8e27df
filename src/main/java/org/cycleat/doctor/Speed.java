package org.cycleat.doctor;

import java.util.Locale;

/**
 * How fast something was.
 *
 * @param device CPU or GPU
 * @param flops floating-point operations a second, a multiplication and an addition counted as two;
 *     NaN where it failed
 * @param failure why; empty where it did not fail
 */
public record Speed(
    String device, String operation, String precision, double flops, String failure) {

  static String text(double flops) {
    return flops >= 1e12
        ? String.format(Locale.ROOT, "%.1f TFLOP/s", flops / 1e12)
        : String.format(Locale.ROOT, "%.1f GFLOP/s", flops / 1e9);
  }

  @Override
  public String toString() {
    String result = failure.isEmpty() ? text(flops) : "fails: " + failure;
    return "%-4s %-15s %-9s %s".formatted(device, operation, precision, result);
  }
}
