package org.cycleat.evaluation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Counts of samples by true and predicted class, and the paper's measures on them. */
public final class ConfusionMatrix {
  private final List<String> codes;
  private final long[][] counts; // [truth][predicted]

  /**
   * An empty matrix.
   *
   * @param codes of the K classes in table order, all different
   */
  public ConfusionMatrix(List<String> codes) {
    if (codes.isEmpty() || new HashSet<>(codes).size() != codes.size()) {
      throw new IllegalArgumentException("classes: expected different codes, got " + codes);
    }
    this.codes = List.copyOf(codes);
    this.counts = new long[codes.size()][codes.size()];
  }

  /**
   * A matrix with given counts.
   *
   * @param counts [K][K], rows are the truth, not negative
   */
  public static ConfusionMatrix of(List<String> codes, long[][] counts) {
    var matrix = new ConfusionMatrix(codes);
    if (counts.length != codes.size()) {
      throw new IllegalArgumentException(
          "confusion: expected " + codes.size() + " rows, got " + counts.length);
    }
    for (int truth = 0; truth < counts.length; truth++) {
      long[] row = counts[truth];
      if (row.length != codes.size() || Arrays.stream(row).anyMatch(c -> c < 0)) {
        throw new IllegalArgumentException(
            "confusion row "
                + codes.get(truth)
                + ": expected "
                + codes.size()
                + " counts, got "
                + Arrays.toString(row));
      }
      matrix.counts[truth] = row.clone();
    }
    return matrix;
  }

  /** Counts one sample, by the classes' indices. */
  public void add(int truth, int predicted) {
    counts[truth][predicted]++;
  }

  /** Counts all samples of another matrix of the same classes, as over the folds of a protocol. */
  public void add(ConfusionMatrix other) {
    if (!codes.equals(other.codes)) {
      throw new IllegalArgumentException("classes differ: " + codes + " and " + other.codes);
    }
    for (int truth = 0; truth < counts.length; truth++) {
      for (int predicted = 0; predicted < counts.length; predicted++) {
        counts[truth][predicted] += other.counts[truth][predicted];
      }
    }
  }

  /** The classes' codes, in the order of rows and columns. */
  public List<String> codes() {
    return codes;
  }

  /** A copy of the counts, [K][K], rows are the truth. */
  public long[][] counts() {
    return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  /** The number of samples. */
  public long count() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  /** The number of samples of one true class. */
  public long count(int truth) {
    return Arrays.stream(counts[truth]).sum();
  }

  /** The fraction of each class's samples that were recognised, [K]; NaN for an absent class. */
  public double[] perClass() {
    var recall = new double[counts.length];
    Arrays.setAll(recall, k -> (double) counts[k][k] / count(k));
    return recall;
  }

  /** The paper's "Ave": unweighted mean of {@link #perClass} over classes present; NaN if none. */
  public double average() {
    return Arrays.stream(perClass())
        .filter(accuracy -> !Double.isNaN(accuracy))
        .average()
        .orElse(Double.NaN);
  }

  /** The fraction of all samples that were recognised; NaN when there are none. */
  public double accuracy() {
    long right = 0;
    for (int k = 0; k < counts.length; k++) {
      right += counts[k][k];
    }
    return (double) right / count();
  }
}
