package org.cycleat;

import java.util.Random;

/**
 * Random numbers that are a function of what they are for, so that none depends on the order in
 * which pictures are made.
 */
public final class Seeds {
  private Seeds() {}

  /**
   * @param purpose what is drawn, such as "person"
   * @param number which of them
   */
  public static Random random(long seed, String purpose, long number) {
    long mixed = mix(seed);
    for (int i = 0; i < purpose.length(); i++) {
      mixed = mix(mixed + purpose.charAt(i));
    }
    return new Random(mix(mixed + number));
  }

  /** One to one, and every bit depends on every bit (MurmurHash3's finaliser, variant 13). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
