package org.cycleat.selection;

/** What every method here asks of its input: at least one sample, equal lengths, finite values. */
final class Samples {
  private Samples() {}

  static void requireFinite(double[][] samples, String name) {
    requireSome(samples.length == 0 ? 0 : samples[0].length, name);
    for (int i = 0; i < samples.length; i++) {
      requireLength(samples[i].length, samples[0].length, i, name);
      for (double value : samples[i]) {
        requireFinite(value, i, name);
      }
    }
  }

  static void requireFinite(float[][] samples, String name) {
    requireSome(samples.length == 0 ? 0 : samples[0].length, name);
    for (int i = 0; i < samples.length; i++) {
      requireLength(samples[i].length, samples[0].length, i, name);
      for (float value : samples[i]) {
        requireFinite(value, i, name);
      }
    }
  }

  private static void requireSome(int features, String name) {
    if (features == 0) {
      throw new IllegalArgumentException(
          name + ": expected at least one, with at least one feature, got none");
    }
  }

  private static void requireLength(int length, int expected, int row, String name) {
    if (length != expected) {
      throw new IllegalArgumentException(
          name + "[" + row + "]: expected " + expected + " features, got " + length);
    }
  }

  private static void requireFinite(double value, int row, String name) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          name + "[" + row + "]: expected finite features, got " + value);
    }
  }
}
