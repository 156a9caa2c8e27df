package org.cycleat.render.mesh;

import java.nio.charset.StandardCharsets;

/** Reads numbers in decimal notation where a text stands; neither NaN nor infinity is one. */
final class NumberReader {
  /** What may follow a number besides blanks, controls and the text's end. */
  private static final String AFTER = "/\\,[]{}#";

  private static final int EXACT_DIGITS = 15;
  private static final double[] POWERS = new double[23];

  static {
    double power = 1;
    for (int e = 0; e < POWERS.length; e++, power *= 10) {
      POWERS[e] = power;
    }
  }

  private final TextSource source;

  NumberReader(TextSource source) {
    this.source = source;
  }

  static boolean starts(int c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
  }

  /**
   * A number within one unit in the last place.
   *
   * <p>Up to 15 digits and a power of ten up to 22 are exact as doubles, so that one division or
   * product rounds once, and the conversion to float once more; other numbers are rare.
   */
  float decimal() {
    source.lookAhead();
    byte[] text = source.buffer();
    int start = source.at();
    int p = start;
    if (text[p] == '-' || text[p] == '+') {
      p++;
    }
    long digits = 0;
    int first = p;
    for (; isDigit(text[p]); p++) {
      digits = 10 * digits + text[p] - '0';
    }
    int count = p - first;
    int exponent = 0;
    if (text[p] == '.') {
      int point = p++;
      for (; isDigit(text[p]); p++) {
        digits = 10 * digits + text[p] - '0';
      }
      exponent = point + 1 - p;
      count -= exponent;
    }
    require(count > 0, "a number");
    if ((text[p] | 0x20) == 'e') {
      int sign = p + 1;
      p = text[sign] == '-' || text[sign] == '+' ? sign + 1 : sign;
      int power = 0;
      int from = p;
      for (; isDigit(text[p]); p++) {
        power = Math.min(9999, 10 * power + text[p] - '0');
      }
      require(p > from, "a number");
      exponent += text[sign] == '-' ? -power : power;
    }
    finish(p, "a number");
    return count > EXACT_DIGITS || Math.abs(exponent) >= POWERS.length
        ? slowly(text, start, p)
        : exactly(text[start] == '-' ? -1.0 : 1.0, digits, exponent);
  }

  private static float exactly(double sign, long digits, int exponent) {
    // The sign last: -0.0 stays what it is.
    double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
    return (float) (sign * value);
  }

  private float slowly(byte[] text, int start, int end) {
    String token = new String(text, start, end - start, StandardCharsets.US_ASCII);
    float value = Float.parseFloat(token);
    if (Float.isInfinite(value)) {
      throw source.error("a number beyond what a float can hold: " + token);
    }
    return value;
  }

  /** A whole number of at most 9 digits. */
  int integer() {
    source.lookAhead();
    byte[] text = source.buffer();
    int start = source.at();
    int first = text[start] == '-' || text[start] == '+' ? start + 1 : start;
    int p = first;
    int value = 0;
    for (; isDigit(text[p]); p++) {
      value = 10 * value + text[p] - '0';
    }
    require(p > first, "an index");
    if (p - first > 9) {
      throw source.error("an index beyond what a mesh can have: " + source.found());
    }
    finish(p, "an index");
    return text[start] == '-' ? -value : value;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private void finish(int to, String what) {
    if (to - source.at() >= TextSource.LOOK_AHEAD) {
      throw source.error("a number of more than %d characters".formatted(TextSource.LOOK_AHEAD));
    }
    byte after = source.buffer()[to];
    require(after >= 0 && (after <= ' ' || AFTER.indexOf(after) >= 0), what);
    source.moveTo(to);
  }

  private void require(boolean met, String what) {
    if (!met) {
      throw source.error("expected %s, got %s".formatted(what, source.found()));
    }
  }
}
