package org.cycleat.baseline;

/**
 * Brings features to mean 0 and deviation 1 over the training faces, then divides them by the root
 * of their number, so that a face's squared norm is 1 on average and one scale of C suits features
 * of any kind. A feature that is the same in all training faces becomes 0 everywhere.
 */
final class Standardization {
  private final double[] means;
  private final double[] factors;

  /**
   * @param training [N][D]
   */
  Standardization(float[][] training) {
    int features = training[0].length;
    means = new double[features];
    factors = new double[features];
    for (int f = 0; f < features; f++) {
      double sum = 0;
      for (float[] row : training) {
        sum += row[f];
      }
      double mean = sum / training.length;
      double squares = 0;
      for (float[] row : training) {
        squares += (row[f] - mean) * (row[f] - mean);
      }
      means[f] = mean;
      double deviation = Math.sqrt(squares / training.length);
      factors[f] = deviation > 0 ? 1 / (deviation * Math.sqrt(features)) : 0;
    }
  }

  float[][] of(float[][] rows) {
    float[][] scaled = new float[rows.length][means.length];
    for (int i = 0; i < rows.length; i++) {
      for (int f = 0; f < means.length; f++) {
        scaled[i][f] = (float) ((rows[i][f] - means[f]) * factors[f]);
      }
    }
    return scaled;
  }
}
