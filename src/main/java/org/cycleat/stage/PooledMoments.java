package org.cycleat.stage;

/**
 * Means and variances of channels over batches of one size:
 *
 * <pre>
 *   mean = (1/B) Σ mean_b        variance = (1/B) Σ (variance_b + mean_b²) - mean²
 * </pre>
 */
final class PooledMoments {
  private int batches;
  private double[] means; // sums over the batches so far
  private double[] squares;

  /** One batch more: its mean and its variance (the mean squared distance) of each channel. */
  void add(float[] mean, float[] variance) {
    if (batches == 0) {
      means = new double[mean.length];
      squares = new double[mean.length];
    }
    for (int c = 0; c < means.length; c++) {
      means[c] += mean[c];
      squares[c] += variance[c] + (double) mean[c] * mean[c];
    }
    batches++;
  }

  float[] mean() {
    float[] result = new float[means.length];
    for (int c = 0; c < result.length; c++) {
      result[c] = (float) (means[c] / batches);
    }
    return result;
  }

  float[] variance() {
    float[] result = new float[means.length];
    for (int c = 0; c < result.length; c++) {
      double mean = means[c] / batches;
      result[c] = (float) Math.max(0, squares[c] / batches - mean * mean); // not -1e-17
    }
    return result;
  }
}
