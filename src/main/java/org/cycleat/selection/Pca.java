package org.cycleat.selection;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevr;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_dsyrk;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Exact principal component analysis of n samples with d features each, for d much larger than n.
 *
 * <p>The scores come from the n x n Gram matrix of the centred samples: with G = U diag(l) U', the
 * samples in the basis of the principal axes are U diag(sqrt(l)), and the variance along axis c is
 * l_c / (n - 1). The Gram matrix is summed over blocks of features, so memory beside the input is
 * O(n^2) whatever d is. An axis has no sign of its own: each is turned so that the score with the
 * largest magnitude is positive.
 */
public final class Pca {
  private static final int BLOCK_FEATURES = 512;

  private final double[][] scores;
  private final double[] variances;

  private Pca(double[][] scores, double[] variances) {
    this.scores = scores;
    this.variances = variances;
  }

  /**
   * Projects samples on their principal axes.
   *
   * @param samples [n][d], finite, n at least 2
   * @param components the most axes to keep; fewer are kept where the samples span fewer
   * @throws IllegalArgumentException if the samples are ragged, too few or not finite
   */
  public static Pca of(float[][] samples, int components) {
    return of(samples, components, features -> {});
  }

  /**
   * As {@link #of(float[][], int)}.
   *
   * @param progress told how many of the features are summed, which is the longest part
   */
  public static Pca of(float[][] samples, int components, IntConsumer progress) {
    Samples.requireFinite(samples, "samples");
    return of(samples.length, samples[0].length, (i, j) -> samples[i][j], components, progress);
  }

  /** As {@link #of(float[][], int)}, for samples in double precision. */
  public static Pca of(double[][] samples, int components) {
    Samples.requireFinite(samples, "samples");
    return of(samples.length, samples[0].length, (i, j) -> samples[i][j], components, d -> {});
  }

  /** The samples in the basis of the principal axes, [n][k], largest variance first. */
  public double[][] scores() {
    return scores;
  }

  /** The variance (divisor n - 1) along each kept axis, [k], largest first. */
  public double[] variances() {
    return variances;
  }

  @FunctionalInterface
  private interface Entry {
    double at(int sample, int feature);
  }

  private static Pca of(int n, int d, Entry entry, int components, IntConsumer progress) {
    if (n < 2 || components < 1) {
      throw new IllegalArgumentException(
          "principal components need 2 samples and 1 component, got " + n + " and " + components);
    }
    // OpenBLAS's threads spin while they wait: on a busy machine two took five times as long as
    // one.
    // One also gives the same bits on any number of cores. (Nothing else here leans on OpenBLAS.)
    blas_set_num_threads(1);
    int wanted = Math.min(components, Math.min(n - 1, d));
    try (var gram = new DoublePointer((long) n * n);
        var eigenvalues = new DoublePointer(n);
        var eigenvectors = new DoublePointer((long) n * wanted)) {
      double trace = gram(n, d, entry, gram, progress);
      if (wanted > 0 && trace > 0) {
        largestEigenpairs(n, wanted, gram, eigenvalues, eigenvectors);
      } else {
        wanted = 0;
      }
      var values = new double[wanted];
      var vectors = new double[n * wanted];
      eigenvalues.get(values);
      eigenvectors.get(vectors);
      return fromEigenpairs(n, values, vectors, trace);
    }
  }

  /** Fills the lower triangle of the centred samples' Gram matrix, and returns its trace. */
  private static double gram(int n, int d, Entry entry, DoublePointer gram, IntConsumer progress) {
    gram.zero();
    double[] means = means(n, d, entry);
    var block = new double[n * Math.min(d, BLOCK_FEATURES)];
    try (var nativeBlock = new DoublePointer((long) block.length)) {
      for (int start = 0; start < d; start += BLOCK_FEATURES) {
        int first = start;
        int width = Math.min(BLOCK_FEATURES, d - start);
        IntStream.range(0, n)
            .parallel()
            .forEach(
                i -> {
                  for (int j = 0; j < width; j++) {
                    block[i * width + j] = entry.at(i, first + j) - means[first + j];
                  }
                });
        nativeBlock.put(block, 0, n * width);
        // A sample's features lie together: column-major [width x n], and G += block' block.
        cblas_dsyrk(
            CblasColMajor, CblasLower, CblasTrans, n, width, 1, nativeBlock, width, 1, gram, n);
        progress.accept(first + width);
      }
    }
    double trace = 0;
    for (long i = 0; i < n; i++) {
      trace += gram.get(i * n + i);
    }
    return trace;
  }

  private static double[] means(int n, int d, Entry entry) {
    var means = new double[d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        means[j] += entry.at(i, j) / n;
      }
    }
    return means;
  }

  /** Eigenvalues in ascending order and their vectors, one after the other; destroys the matrix. */
  private static void largestEigenpairs(
      int n, int count, DoublePointer matrix, DoublePointer values, DoublePointer vectors) {
    try (var found = new IntPointer(1L);
        var support = new IntPointer(2L * count)) {
      int info =
          LAPACKE_dsyevr(
              LAPACK_COL_MAJOR,
              (byte) 'V',
              (byte) 'I',
              (byte) 'L',
              n,
              matrix,
              n,
              0,
              0,
              n - count + 1,
              n,
              0,
              found,
              values,
              vectors,
              n,
              support);
      if (info != 0 || found.get() != count) {
        throw new IllegalStateException(
            "eigenvalues: LAPACK dsyevr returned " + info + ", found " + found.get());
      }
    }
  }

  private static Pca fromEigenpairs(int n, double[] values, double[] vectors, double trace) {
    int rank = 0;
    for (double value : values) {
      // Below rounding of the largest, an axis is noise: the samples do not span it.
      rank += value > trace * n * Math.ulp(1.0) ? 1 : 0;
    }
    var scores = new double[n][rank];
    var variances = new double[rank];
    for (int c = 0; c < rank; c++) {
      int source = values.length - 1 - c; // LAPACK: smallest first
      variances[c] = values[source] / (n - 1);
      int peak = source * n;
      for (int i = source * n; i < (source + 1) * n; i++) {
        peak = Math.abs(vectors[i]) > Math.abs(vectors[peak]) ? i : peak;
      }
      double scale = Math.copySign(Math.sqrt(values[source]), vectors[peak]);
      for (int i = 0; i < n; i++) {
        scores[i][c] = vectors[source * n + i] * scale;
      }
    }
    return new Pca(scores, variances);
  }
}
