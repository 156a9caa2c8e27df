package org.cycleat.selection;

import java.util.stream.IntStream;

/**
 * t-SNE's objective: the Kullback-Leibler divergence of an embedding's Student-t affinities q_ij
 * from the points' affinities p_ij, and its gradient.
 *
 * <p>An embedding is held by coordinate, [3][n]; in a plane the third coordinate is zero, and so is
 * its gradient. Each row is summed in a fixed order by one thread, so results do not depend on the
 * number of threads.
 */
final class Divergence {
  static final int AXES = 3;

  private final float[][] p; // [n][n]
  private final double[] rowSums; // [n], sum over j of 1 / (1 + |y_i - y_j|^2), with j = i

  Divergence(float[][] p) {
    this.p = p;
    this.rowSums = new double[p.length];
  }

  /**
   * dC/dy_i = 4 sum_j (exaggeration p_ij - q_ij) w_ij (y_i - y_j), equation (5), with w_ij = 1 / (1
   * + |y_i - y_j|^2) and q_ij = w_ij / Z.
   *
   * @param y [3][n]
   * @param gradient [3][n], overwritten
   */
  void gradient(double[][] y, double exaggeration, double[][] gradient) {
    int n = p.length;
    var repulsion = new double[AXES][n];
    IntStream.range(0, n).parallel().forEach(i -> forces(y, i, gradient, repulsion));
    double z = normaliser();
    for (int axis = 0; axis < AXES; axis++) {
      for (int i = 0; i < n; i++) {
        gradient[axis][i] = 4 * (exaggeration * gradient[axis][i] - repulsion[axis][i] / z);
      }
    }
  }

  /** sum_ij p_ij log(p_ij / q_ij), in nats. */
  double value(double[][] y) {
    int n = p.length;
    var rows = new double[n];
    IntStream.range(0, n).parallel().forEach(i -> rows[i] = crossTerms(y, i));
    double sum = 0;
    double mass = 0;
    for (int i = 0; i < n; i++) {
      sum += rows[i];
      for (int j = 0; j < n; j++) {
        mass += p[i][j];
      }
    }
    return sum + mass * Math.log(normaliser());
  }

  /** Attraction p w (y_i - y_j) and repulsion w^2 (y_i - y_j) on point i, summed in registers. */
  private void forces(double[][] y, int i, double[][] attraction, double[][] repulsion) {
    double[] y0 = y[0];
    double[] y1 = y[1];
    double[] y2 = y[2];
    float[] row = p[i];
    double a0 = 0;
    double a1 = 0;
    double a2 = 0;
    double r0 = 0;
    double r1 = 0;
    double r2 = 0;
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      double d0 = y0[i] - y0[j];
      double d1 = y1[i] - y1[j];
      double d2 = y2[i] - y2[j];
      double w = 1 / (1 + d0 * d0 + d1 * d1 + d2 * d2);
      double attract = row[j] * w;
      double repel = w * w;
      sum += w;
      a0 += attract * d0;
      a1 += attract * d1;
      a2 += attract * d2;
      r0 += repel * d0;
      r1 += repel * d1;
      r2 += repel * d2;
    }
    rowSums[i] = sum;
    attraction[0][i] = a0;
    attraction[1][i] = a1;
    attraction[2][i] = a2;
    repulsion[0][i] = r0;
    repulsion[1][i] = r1;
    repulsion[2][i] = r2;
  }

  /** sum_j p_ij (log p_ij - log w_ij); the sum over w_ij is kept for {@link #normaliser}. */
  private double crossTerms(double[][] y, int i) {
    double sum = 0;
    double weights = 0;
    for (int j = 0; j < p.length; j++) {
      double squared = 1;
      for (int axis = 0; axis < AXES; axis++) {
        double d = y[axis][i] - y[axis][j];
        squared += d * d;
      }
      weights += 1 / squared;
      // p log p tends to 0 with p; the diagonal is such an entry too.
      sum += p[i][j] > 0 ? p[i][j] * Math.log(p[i][j] * squared) : 0;
    }
    rowSums[i] = weights;
    return sum;
  }

  /** Z = sum of w_ij over all pairs of different points. */
  private double normaliser() {
    double z = -p.length; // the diagonal: w_ii = 1
    for (double sum : rowSums) {
      z += sum;
    }
    return z;
  }
}
