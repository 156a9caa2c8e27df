package org.cycleat.config;

/**
 * The rules of the records' constructors. Comparisons are written so that NaN fails each of them.
 */
final class Check {
  private Check() {}

  static void positive(String component, double value) {
    require(value > 0 && Double.isFinite(value), component, "must be positive", value);
  }

  static void notNegative(String component, double value) {
    require(value >= 0 && Double.isFinite(value), component, "must not be negative", value);
  }

  static void atLeast(String component, long minimum, long value) {
    require(value >= minimum, component, "must be at least " + minimum, value);
  }

  /** Requires a value from {@code low} to {@code high}, both included. */
  static void between(String component, double low, double high, double value) {
    String rule = "must be from " + low + " to " + high;
    require(value >= low && value <= high, component, rule, value);
  }

  /** Requires a value from 0 up to, but not, 1: a decay rate or a share that leaves something. */
  static void belowOne(String component, double value) {
    require(value >= 0 && value < 1, component, "must be at least 0 and below 1", value);
  }

  static void require(boolean holds, String component, String rule, Object found) {
    if (!holds) {
      throw new InvalidValueException(component, component + " " + rule + ", got " + found);
    }
  }
}
