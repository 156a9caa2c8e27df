package org.cycleat.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Counts of samples by true and predicted class, and the paper's measures on them. What is
 * predicted of a sample may also be {@link #NO_FACE}, which is wrong whatever the truth.
 */
public final class ConfusionMatrix {
  /** What stands in place of a class where no face was found. */
  public static final String NO_FACE = "no face";

  private final List<String> codes;
  private final long[][] counts; // [truth][predicted], the last column without a face

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
    this.counts = new long[codes.size()][codes.size() + 1];
  }

  /**
   * A matrix with given counts.
   *
   * @param counts [K][K], or [K][K + 1] with those without a face last; rows are the truth, not
   *     negative
   */
  public static ConfusionMatrix of(List<String> codes, long[][] counts) {
    var matrix = new ConfusionMatrix(codes);
    if (counts.length != codes.size()) {
      throw new IllegalArgumentException(
          "confusion: expected " + codes.size() + " rows, got " + counts.length);
    }
    int columns = counts[0].length > codes.size() ? codes.size() + 1 : codes.size();
    for (int truth = 0; truth < counts.length; truth++) {
      long[] row = counts[truth];
      if (row.length != columns || Arrays.stream(row).anyMatch(c -> c < 0)) {
        throw new IllegalArgumentException(
            "confusion row "
                + codes.get(truth)
                + ": expected "
                + columns
                + " counts, got "
                + Arrays.toString(row));
      }
      System.arraycopy(row, 0, matrix.counts[truth], 0, columns);
    }
    return matrix;
  }

  /** Counts one sample, by the classes' indices; K predicts {@link #NO_FACE}. */
  public void add(int truth, int predicted) {
    counts[truth][predicted]++;
  }

  /** Counts all samples of another matrix of the same classes, as over the folds of a protocol. */
  public void add(ConfusionMatrix other) {
    if (!codes.equals(other.codes)) {
      throw new IllegalArgumentException("classes differ: " + codes + " and " + other.codes);
    }
    for (int truth = 0; truth < counts.length; truth++) {
      for (int predicted = 0; predicted < counts[truth].length; predicted++) {
        counts[truth][predicted] += other.counts[truth][predicted];
      }
    }
  }

  /** The classes' codes, in the order of rows and columns. */
  public List<String> codes() {
    return codes;
  }

  /**
   * What was predicted, in the order of columns: the classes, and {@link #NO_FACE} where it was.
   */
  public List<String> outcomes() {
    List<String> outcomes = new ArrayList<>(codes);
    if (withoutFace() > 0) {
      outcomes.add(NO_FACE);
    }
    return outcomes;
  }

  /** A copy of the counts: rows are the truth, columns the {@link #outcomes()}. */
  public long[][] counts() {
    int columns = outcomes().size();
    return Arrays.stream(counts).map(row -> Arrays.copyOf(row, columns)).toArray(long[][]::new);
  }

  /** The number of samples in which no face was found. */
  public long withoutFace() {
    return Arrays.stream(counts).mapToLong(row -> row[codes.size()]).sum();
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

  /** How many classes are present, over which {@link #average} is the mean. */
  public int present() {
    return (int) Arrays.stream(perClass()).filter(accuracy -> !Double.isNaN(accuracy)).count();
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
