package org.cycleat.render.wild;

/**
 * Makes pictures larger or smaller by a triangle filter: bilinear when larger, and as wide as the
 * pixels of the result when smaller, so that nothing is skipped.
 */
final class Resize {
  private Resize() {}

  /**
   * @param values [height, width, channels]
   * @return [newHeight, newWidth, channels]
   */
  static float[] of(
      float[] values, int width, int height, int channels, int newWidth, int newHeight) {
    float[] wide = new float[newWidth * height * channels];
    Filter across = new Filter(width, newWidth);
    for (int y = 0; y < height; y++) {
      across.apply(values, y * width * channels, wide, y * newWidth * channels, channels);
    }
    float[] result = new float[newWidth * newHeight * channels];
    new Filter(height, newHeight).apply(wide, 0, result, 0, newWidth * channels);
    return result;
  }

  /** Weights along one direction. */
  private static final class Filter {
    private final int[] first; // [to]
    private final float[][] weights; // [to][taps], of sum 1

    Filter(int from, int to) {
      first = new int[to];
      weights = new float[to][];
      double step = (double) from / to;
      double reach = Math.max(1, step);
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * step - 0.5;
        int begin = Math.max(0, (int) Math.ceil(centre - reach));
        int end = Math.min(from - 1, (int) Math.floor(centre + reach));
        double[] raw = new double[end - begin + 1];
        double sum = 0;
        for (int tap = 0; tap < raw.length; tap++) {
          raw[tap] = Math.max(1e-9, 1 - Math.abs(begin + tap - centre) / reach);
          sum += raw[tap];
        }
        first[i] = begin;
        weights[i] = new float[raw.length];
        for (int tap = 0; tap < raw.length; tap++) {
          weights[i][tap] = (float) (raw[tap] / sum);
        }
      }
    }

    /** Along groups of {@code lanes} numbers each, all lanes at once. */
    void apply(float[] from, int fromStart, float[] to, int toStart, int lanes) {
      for (int i = 0; i < first.length; i++) {
        int target = toStart + i * lanes;
        for (int tap = 0; tap < weights[i].length; tap++) {
          float weight = weights[i][tap];
          int source = fromStart + (first[i] + tap) * lanes;
          for (int lane = 0; lane < lanes; lane++) {
            to[target + lane] += weight * from[source + lane];
          }
        }
      }
    }
  }
}
