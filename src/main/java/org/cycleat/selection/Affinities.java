package org.cycleat.selection;

import java.util.stream.IntStream;

/**
 * How much of its neighbourhood a point gives to each other point: t-SNE's input probabilities.
 *
 * @see <a href="https://www.jmlr.org/papers/v9/vandermaaten08a.html">van der Maaten and Hinton
 *     2008</a>, equation (1) and section 3.1
 */
final class Affinities {
  private static final int MOST_STEPS = 64;
  private static final double ENTROPY_TOLERANCE = 1e-6; // nats

  private Affinities() {}

  /**
   * p_ij = (p_j|i + p_i|j) / 2n: symmetric, zero on the diagonal, sums to 1.
   *
   * @param points [n][d]
   */
  static float[][] joint(double[][] points, double perplexity) {
    int n = points.length;
    var p = new float[n][];
    IntStream.range(0, n)
        .parallel()
        .forEach(i -> p[i] = conditional(squaredDistances(points, i), i, perplexity));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        p[i][j] = p[j][i] = (float) (((double) p[i][j] + p[j][i]) / (2.0 * n));
      }
    }
    return p;
  }

  /**
   * p_j|i, a Gaussian around point i whose precision is searched so that the distribution's
   * perplexity exp(H) is the wanted one. Where no precision reaches it (more equidistant neighbours
   * than the perplexity), the nearest that the search finds is used.
   *
   * @param squaredDistances from point {@code self} to all points, [n]
   * @return [n], zero at {@code self}, sums to 1
   */
  static float[] conditional(double[] squaredDistances, int self, double perplexity) {
    int n = squaredDistances.length;
    double nearest = Double.POSITIVE_INFINITY;
    double mean = 0;
    for (int j = 0; j < n; j++) {
      if (j != self) {
        nearest = Math.min(nearest, squaredDistances[j]);
        mean += squaredDistances[j] / (n - 1);
      }
    }
    // Relative to the nearest, so that the largest weight is 1 and the sum cannot underflow; in
    // units of the mean, so that the search starts near its end at any scale of the features.
    double unit = mean > nearest ? mean - nearest : 1;
    var relative = new double[n];
    for (int j = 0; j < n; j++) {
      relative[j] = j == self ? Double.POSITIVE_INFINITY : (squaredDistances[j] - nearest) / unit;
    }
    return search(relative, Math.log(perplexity));
  }

  private static float[] search(double[] relative, double wantedEntropy) {
    var weights = new double[relative.length];
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double precision = 1;
    double sum = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      sum = 0;
      double weighted = 0;
      for (int j = 0; j < relative.length; j++) {
        weights[j] = Math.exp(-precision * relative[j]);
        sum += weights[j];
        weighted += weights[j] == 0 ? 0 : weights[j] * relative[j];
      }
      double entropy = Math.log(sum) + precision * weighted / sum;
      if (Math.abs(entropy - wantedEntropy) < ENTROPY_TOLERANCE) {
        break;
      }
      if (entropy > wantedEntropy) {
        low = precision;
        precision = high == Double.POSITIVE_INFINITY ? precision * 2 : (low + high) / 2;
      } else {
        high = precision;
        precision = (low + high) / 2;
      }
    }
    var p = new float[relative.length];
    for (int j = 0; j < p.length; j++) {
      p[j] = (float) (weights[j] / sum);
    }
    return p;
  }

  private static double[] squaredDistances(double[][] points, int i) {
    var distances = new double[points.length];
    for (int j = 0; j < points.length; j++) {
      distances[j] = NearestNeighbours.squaredDistance(points[i], points[j]);
    }
    return distances;
  }
}
