package org.cycleat.render.wild;

import java.util.Arrays;
import org.cycleat.render.Raster;

/**
 * Blurs rasters. Beyond the edges, the outermost pixels go on; what an area away from them adds up
 * to stays.
 */
final class Blur {
  private static final int CHANNELS = 4;

  /** Boxes in a row: two make a triangle, which in a picture looks like a Gaussian. */
  private static final int PASSES = 2;

  private Blur() {}

  /**
   * Close to a Gaussian: boxes in a row, each with a part of a pixel at its ends (Gwosdek,
   * Grewenig, Bruhn and Weickert 2011).
   *
   * @param sigma standard deviation, pixels; of less than 0.2 nothing is seen and nothing done
   * @return a raster of its own, or the one given
   */
  static Raster gaussian(Raster raster, double sigma) {
    if (sigma < 0.2) {
      return raster;
    }
    float[] result = gaussian(raster.pixels(), raster.width(), raster.height(), CHANNELS, sigma);
    return new Raster(raster.width(), raster.height(), result);
  }

  /**
   * The same of any numbers.
   *
   * @param values [height, width, channels]
   */
  static float[] gaussian(float[] values, int width, int height, int channels, double sigma) {
    double variance = sigma * sigma / PASSES;
    int whole = (int) ((Math.sqrt(1 + 12 * variance) - 1) / 2);
    double part =
        (2 * whole + 1)
            * (variance - whole * (whole + 1) / 3.0)
            / (2 * ((whole + 1.0) * (whole + 1) - variance));
    double beside = whole + part;
    float[] from = values.clone();
    float[] to = new float[values.length];
    float[] sums = new float[width * channels];
    for (int pass = 0; pass < PASSES; pass++) {
      for (int y = 0; y < height; y++) {
        box(from, to, y * width * channels, width, channels, beside, sums);
      }
      box(to, from, 0, height, width * channels, beside, sums);
    }
    return from;
  }

  /**
   * A box along a line of {@code count} groups of {@code lanes} numbers each, all lanes at once.
   *
   * @param beside how far the box reaches to either side of its middle element; the fraction is the
   *     weight of the two outermost ones
   */
  private static void box(
      float[] from, float[] to, int start, int count, int lanes, double beside, float[] sums) {
    int whole = (int) beside;
    float part = (float) (beside - whole);
    float scale = (float) (1 / (1 + 2 * beside));
    Arrays.fill(sums, 0, lanes, 0);
    for (int i = -whole; i <= whole; i++) {
      int at = start + lanes * clamp(i, count);
      for (int lane = 0; lane < lanes; lane++) {
        sums[lane] += from[at + lane];
      }
    }
    for (int i = 0; i < count; i++) {
      int at = start + lanes * i;
      int before = start + lanes * clamp(i - whole - 1, count);
      int first = start + lanes * clamp(i - whole, count);
      int after = start + lanes * clamp(i + whole + 1, count);
      for (int lane = 0; lane < lanes; lane++) {
        float next = from[after + lane];
        to[at + lane] = scale * (sums[lane] + part * (from[before + lane] + next));
        sums[lane] += next - from[first + lane];
      }
    }
  }

  /**
   * As if the picture had moved evenly while it was taken.
   *
   * @param right pixels that it moved by, in all
   * @param down pixels that it moved by, in all
   */
  static Raster motion(Raster raster, double right, double down) {
    int taps = 1 + (int) Math.ceil(Math.max(Math.abs(right), Math.abs(down)));
    int width = raster.width();
    int height = raster.height();
    float[] sum = new float[raster.pixels().length];
    for (int tap = 0; tap < taps && taps > 1; tap++) {
      double share = (double) tap / (taps - 1) - 0.5;
      int dx = (int) Math.round(share * right);
      int dy = (int) Math.round(share * down);
      for (int y = 0; y < height; y++) {
        int row = clamp(y + dy, height) * width;
        for (int x = 0; x < width; x++) {
          int at = CHANNELS * (row + clamp(x + dx, width));
          int to = CHANNELS * (y * width + x);
          sum[to] += raster.pixels()[at];
          sum[to + 1] += raster.pixels()[at + 1];
          sum[to + 2] += raster.pixels()[at + 2];
          sum[to + 3] += raster.pixels()[at + 3];
        }
      }
    }
    if (taps == 1) {
      return raster;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= taps;
    }
    return new Raster(width, height, sum);
  }

  private static int clamp(int index, int count) {
    return Math.max(0, Math.min(count - 1, index));
  }
}
