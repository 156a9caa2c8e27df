package org.cycleat.selection;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Exact nearest neighbours by Euclidean distance. */
public final class NearestNeighbours {
  private NearestNeighbours() {}

  /**
   * The t candidates nearest to each query, nearest first; of equally near ones the lower index
   * comes first.
   *
   * @param queries [q][d], finite
   * @param candidates [c][d], finite
   * @param t between 1 and c
   * @return [q][t], indices of candidates
   * @throws IllegalArgumentException if t, a length or a value is out of range
   */
  public static int[][] of(double[][] queries, double[][] candidates, int t) {
    Samples.requireFinite(queries, "queries");
    Samples.requireFinite(candidates, "candidates");
    if (queries[0].length != candidates[0].length) {
      throw new IllegalArgumentException(
          "queries have "
              + queries[0].length
              + " features, candidates "
              + candidates[0].length
              + ": expected as many");
    }
    if (t < 1 || t > candidates.length) {
      throw new IllegalArgumentException(
          "expected between 1 and " + candidates.length + " neighbours, asked for " + t);
    }
    var nearest = new int[queries.length][];
    IntStream.range(0, queries.length)
        .parallel()
        .forEach(q -> nearest[q] = nearest(queries[q], candidates, t));
    return nearest;
  }

  /** As {@link #of(double[][], double[][], int)}, for features in single precision. */
  public static int[][] of(float[][] queries, float[][] candidates, int t) {
    return of(widened(queries), widened(candidates), t);
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      double d = a[k] - b[k];
      sum += d * d;
    }
    return sum;
  }

  /** Insertion into a sorted list of t: t is small beside the number of candidates. */
  private static int[] nearest(double[] query, double[][] candidates, int t) {
    var indices = new int[t];
    var distances = new double[t];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    for (int c = 0; c < candidates.length; c++) {
      double distance = squaredDistance(query, candidates[c]);
      int place = Math.min(c, t);
      while (place > 0 && distance < distances[place - 1]) {
        place--;
      }
      if (place < t) {
        System.arraycopy(indices, place, indices, place + 1, t - place - 1);
        System.arraycopy(distances, place, distances, place + 1, t - place - 1);
        indices[place] = c;
        distances[place] = distance;
      }
    }
    return indices;
  }

  private static double[][] widened(float[][] rows) {
    var wide = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      wide[i] = new double[rows[i].length];
      for (int k = 0; k < wide[i].length; k++) {
        wide[i][k] = rows[i][k];
      }
    }
    return wide;
  }
}
