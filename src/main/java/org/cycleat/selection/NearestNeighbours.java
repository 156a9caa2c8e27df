package org.cycleat.selection;

import java.util.Arrays;
import java.util.Comparator;
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
    return Arrays.stream(queries)
        .parallel()
        .map(query -> nearest(query, candidates, t))
        .toArray(int[][]::new);
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

  /** The sort is stable, so equally near ones stay in the order of their indices. */
  private static int[] nearest(double[] query, double[][] candidates, int t) {
    double[] distances =
        Arrays.stream(candidates).mapToDouble(each -> squaredDistance(query, each)).toArray();
    return IntStream.range(0, candidates.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> distances[c]))
        .limit(t)
        .mapToInt(Integer::intValue)
        .toArray();
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
