package org.cycleat.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The kernel distance between two sets of images by their features (Binkowski et al. 2018): the
 * squared maximum mean discrepancy with the kernel (x y / D + 1)^3, by its unbiased estimate, so
 * that it may be negative and does not hang on the number of images. Both sets are divided at
 * random into blocks; each image is in one of them.
 *
 * @param value the mean over the blocks
 * @param standardError of the mean; NaN for one block
 * @param blocks how many there were
 */
public record KernelDistance(double value, double standardError, int blocks) {

  /**
   * The distance.
   *
   * @param first [N][D], N at least 2
   * @param second [M][D], M at least 2
   * @param blockSize the fewest images of each set in a block; of fewer than that there is one
   *     block
   * @param seed of the division
   */
  public static KernelDistance between(
      float[][] first, float[][] second, int blockSize, long seed) {
    FrechetDistance.requireComparable(first, second);
    int blocks = Math.max(1, Math.min(first.length, second.length) / blockSize);
    float[][] a = shuffled(first, new Random(seed));
    float[][] b = shuffled(second, new Random(seed + 1));
    double[] values =
        IntStream.range(0, blocks)
            .parallel()
            .mapToDouble(block -> ofBlock(part(a, block, blocks), part(b, block, blocks)))
            .toArray();
    double mean = IntStream.range(0, blocks).mapToDouble(i -> values[i] / blocks).sum();
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double error = Math.sqrt(squares / (blocks - 1) / blocks); // 0 / 0 for one block
    return new KernelDistance(mean, error, blocks);
  }

  private static float[][] shuffled(float[][] rows, Random random) {
    List<float[]> shuffled = new ArrayList<>(List.of(rows));
    Collections.shuffle(shuffled, random);
    return shuffled.toArray(float[][]::new);
  }

  private static float[][] part(float[][] rows, int block, int blocks) {
    int from = (int) ((long) block * rows.length / blocks);
    int to = (int) ((block + 1L) * rows.length / blocks);
    return List.of(rows).subList(from, to).toArray(float[][]::new);
  }

  private static double ofBlock(float[][] a, float[][] b) {
    double between = 0;
    for (float[] x : a) {
      for (float[] y : b) {
        between += kernel(x, y);
      }
    }
    return within(a) + within(b) - 2 * between / ((double) a.length * b.length);
  }

  /** The mean over pairs of different images. */
  private static double within(float[][] rows) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += kernel(rows[i], rows[j]);
      }
    }
    return 2 * sum / ((double) rows.length * (rows.length - 1));
  }

  private static double kernel(float[] x, float[] y) {
    double product = 0;
    for (int f = 0; f < x.length; f++) {
      product += (double) x[f] * y[f];
    }
    double base = product / x.length + 1;
    return base * base * base;
  }
}
