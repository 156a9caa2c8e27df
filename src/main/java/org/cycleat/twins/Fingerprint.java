package org.cycleat.twins;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The signs of a crop's lowest 128 frequencies but the mean: alike for crops that look alike.
 *
 * @param low bits of the 64 lowest
 * @param high bits of the others
 */
record Fingerprint(long low, long high) {
  /** Pixels of the patch that frequencies are taken of. */
  private static final int SIDE = 16;

  private static final int FREQUENCIES = 12;

  private static final float[][] COSINES = cosines(); // [frequency][pixel]

  /** A frequency in both directions, in half waves a side. */
  private record Wave(int across, int down) {}

  private static final List<Wave> WAVES = waves();

  /** Turning left to right changes the signs of odd frequencies across, and no other. */
  private static final Fingerprint ODD =
      ofBits(WAVES.stream().map(wave -> wave.across() % 2 == 1).toList());

  private static float[][] cosines() {
    float[][] cosines = new float[FREQUENCIES][SIDE];
    for (int u = 0; u < FREQUENCIES; u++) {
      for (int x = 0; x < SIDE; x++) {
        cosines[u][x] = (float) Math.cos(Math.PI * u * (2 * x + 1) / (2.0 * SIDE));
      }
    }
    return cosines;
  }

  private static List<Wave> waves() {
    return IntStream.range(1, FREQUENCIES * FREQUENCIES)
        .mapToObj(i -> new Wave(i % FREQUENCIES, i / FREQUENCIES))
        .sorted(
            Comparator.comparingInt(
                wave -> wave.across() * wave.across() + wave.down() * wave.down()))
        .limit(128)
        .toList();
  }

  private static Fingerprint ofBits(List<Boolean> bits) {
    long[] words = new long[2];
    for (int i = 0; i < bits.size(); i++) {
      if (bits.get(i)) {
        words[i / 64] |= 1L << i;
      }
    }
    return new Fingerprint(words[0], words[1]);
  }

  /**
   * Of a crop.
   *
   * @param sums of a {@link Thumbnail}
   */
  static Fingerprint of(float[] sums, Crop crop) {
    float[] patch = Patch.of(sums, crop, SIDE);
    float[] rows = new float[SIDE * FREQUENCIES]; // [row][frequency across]
    for (int y = 0; y < SIDE; y++) {
      for (int u = 0; u < FREQUENCIES; u++) {
        float sum = 0;
        for (int x = 0; x < SIDE; x++) {
          sum += patch[y * SIDE + x] * COSINES[u][x];
        }
        rows[y * FREQUENCIES + u] = sum;
      }
    }
    long[] words = new long[2];
    for (int i = 0; i < WAVES.size(); i++) {
      Wave wave = WAVES.get(i);
      float sum = 0;
      for (int y = 0; y < SIDE; y++) {
        sum += rows[y * FREQUENCIES + wave.across()] * COSINES[wave.down()][y];
      }
      if (sum > 0) {
        words[i / 64] |= 1L << i;
      }
    }
    return new Fingerprint(words[0], words[1]);
  }

  Fingerprint mirrored() {
    return new Fingerprint(low ^ ODD.low, high ^ ODD.high);
  }
}
