package org.cycleat.twins;

/** A crop as a few averaged pixels of mean 0 and norm 1, so that brightness and contrast vanish. */
final class Patch {
  private static final int ROW = Thumbnail.SIDE + 1;

  /** Pixels around each that {@link #detail} takes away the mean of. */
  private static final int RADIUS = 2;

  /** Of fields: a picture of one grey has only what rounding leaves, and becomes all 0. */
  private static final double LEAST_CONTRAST = 100;

  /** Of the detail of a patch of norm 1, for the same reason. */
  private static final double LEAST_DETAIL = 1e-4;

  private Patch() {}

  /**
   * Averages a crop over side x side fields.
   *
   * @param sums of a {@link Thumbnail}
   */
  static float[] of(float[] sums, Crop crop, int side) {
    float[] corners = new float[(side + 1) * (side + 1)];
    int[] columns = new int[side + 1];
    float[] shares = new float[side + 1];
    for (int i = 0; i <= side; i++) {
      double x = crop.x() + crop.width() * i / side;
      columns[i] = Math.min((int) x, Thumbnail.SIDE - 1);
      shares[i] = (float) (x - columns[i]);
    }
    for (int j = 0; j <= side; j++) {
      double y = crop.y() + crop.height() * j / side;
      int upper = Math.min((int) y, Thumbnail.SIDE - 1);
      float share = (float) (y - upper);
      for (int i = 0; i <= side; i++) {
        int at = upper * ROW + columns[i];
        float above = sums[at] + (sums[at + 1] - sums[at]) * shares[i];
        float below = sums[at + ROW] + (sums[at + ROW + 1] - sums[at + ROW]) * shares[i];
        corners[j * (side + 1) + i] = above + (below - above) * share;
      }
    }
    return normalized(fields(corners, side), LEAST_CONTRAST);
  }

  private static float[] fields(float[] corners, int side) {
    float[] fields = new float[side * side];
    for (int j = 0; j < side; j++) {
      for (int i = 0; i < side; i++) {
        int at = j * (side + 1) + i;
        int below = at + side + 1;
        fields[j * side + i] = corners[below + 1] - corners[below] - corners[at + 1] + corners[at];
      }
    }
    return fields;
  }

  private static float[] normalized(float[] values, double leastSquares) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    float mean = (float) (sum / values.length);
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] -= mean;
      squares += values[i] * values[i];
    }
    float scale = squares < leastSquares ? 0 : (float) (1 / Math.sqrt(squares));
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return values;
  }

  /** The same patch, left and right exchanged. */
  static float[] mirrored(float[] patch, int side) {
    float[] mirrored = new float[patch.length];
    for (int at = 0; at < patch.length; at++) {
      mirrored[at] = patch[at - at % side + side - 1 - at % side];
    }
    return mirrored;
  }

  /**
   * What lies beside the mean of each pixel's neighbourhood, normalised: light and the shape of a
   * head are gone, which all faces share.
   */
  static float[] detail(float[] patch, int side) {
    float[] detail = new float[patch.length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int at = y * side + x;
        detail[at] = patch[at] - neighbourhood(patch, side, x, y);
      }
    }
    return normalized(detail, LEAST_DETAIL);
  }

  private static float neighbourhood(float[] patch, int side, int x, int y) {
    float sum = 0;
    int count = 0;
    for (int j = Math.max(0, y - RADIUS); j <= Math.min(side - 1, y + RADIUS); j++) {
      for (int i = Math.max(0, x - RADIUS); i <= Math.min(side - 1, x + RADIUS); i++) {
        sum += patch[j * side + i];
        count++;
      }
    }
    return sum / count;
  }

  /** Of two normalised patches: 1 for the same, about 0 for unrelated ones. */
  static float correlation(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
