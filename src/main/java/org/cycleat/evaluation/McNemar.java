package org.cycleat.evaluation;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * McNemar's test of whether two methods have the same accuracy on the same faces (McNemar, Note on
 * the sampling error of the difference between correlated proportions or percentages, Psychometrika
 * 12, 1947). It is computed exactly, from the binomial distribution, whatever the number of faces;
 * the statistic with a correction for continuity only approximates this.
 *
 * @param onlyFirst number of faces that the first method alone has right
 * @param onlySecond number of faces that the second method alone has right
 */
public record McNemar(int onlyFirst, int onlySecond) {
  public McNemar {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException(
          "numbers of faces must not be negative, got %d and %d".formatted(onlyFirst, onlySecond));
    }
  }

  /**
   * Counts the faces that one method alone has right.
   *
   * @param first whether the first method is right, for each face
   * @param second whether the second one is, for the same faces
   */
  public static McNemar of(boolean[] first, boolean[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "expected the same faces, got %d and %d".formatted(first.length, second.length));
    }
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int i = 0; i < first.length; i++) {
      onlyFirst += first[i] && !second[i] ? 1 : 0;
      onlySecond += second[i] && !first[i] ? 1 : 0;
    }
    return new McNemar(onlyFirst, onlySecond);
  }

  /**
   * How likely a split at least as uneven is where both methods are equally accurate, two-sided, in
   * (0, 1]; 1 where the methods are right on the same faces.
   */
  public double pValue() {
    int either = onlyFirst + onlySecond;
    double tail =
        BinomialDistribution.of(either, 0.5).cumulativeProbability(Math.min(onlyFirst, onlySecond));
    return Math.min(1, 2 * tail);
  }
}
