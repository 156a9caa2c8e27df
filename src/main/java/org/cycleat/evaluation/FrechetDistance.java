package org.cycleat.evaluation;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_ROW_MAJOR;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

/**
 * The Frechet distance between two sets of images by their features (Heusel et al. 2017): both are
 * taken for Gaussians, with |m_1 - m_2|^2 + Tr(S_1 + S_2 - 2 (S_1 S_2)^(1/2)).
 *
 * <p>Of few images it is too large, the more so the fewer they are and the more features they have:
 * compare only figures of the same features and the same number of images. With no more images than
 * features the covariances are singular, and the figure says little.
 */
public final class FrechetDistance {
  /** Mean [D] and covariance [D * D], divisor N - 1, row by row. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Gaussian(double[] mean, double[] covariance) {}

  private FrechetDistance() {}

  /**
   * The distance, 0 for equal sets.
   *
   * @param first [N][D], N at least 2
   * @param second [M][D], M at least 2
   */
  public static double between(float[][] first, float[][] second) {
    requireComparable(first, second);
    blas_set_num_threads(1); // the same bits on any number of cores, as for Pca
    int features = first[0].length;
    Gaussian a = gaussian(first);
    Gaussian b = gaussian(second);
    double distance = 0;
    for (int f = 0; f < features; f++) {
      double shift = a.mean()[f] - b.mean()[f];
      int diagonal = f * (features + 1);
      distance += shift * shift + a.covariance()[diagonal] + b.covariance()[diagonal];
    }
    return Math.max(0, distance - 2 * traceOfRoot(a.covariance(), b.covariance(), features));
  }

  /** Also for the kernel distance. */
  static void requireComparable(float[][] first, float[][] second) {
    for (float[][] set : new float[][][] {first, second}) {
      if (set.length < 2) {
        throw new IllegalArgumentException("features: expected two images, got " + set.length);
      }
      for (float[] row : set) {
        if (row.length != first[0].length) {
          throw new IllegalArgumentException(
              "features: expected %d of each image, got %d".formatted(first[0].length, row.length));
        }
      }
    }
  }

  private static Gaussian gaussian(float[][] rows) {
    int features = rows[0].length;
    double[] mean = new double[features];
    for (float[] row : rows) {
      for (int f = 0; f < features; f++) {
        mean[f] += row[f] / (double) rows.length;
      }
    }
    double[] centred = new double[rows.length * features];
    for (int i = 0; i < rows.length; i++) {
      for (int f = 0; f < features; f++) {
        centred[i * features + f] = rows[i][f] - mean[f];
      }
    }
    double[] covariance = new double[features * features];
    cblas_dgemm(
        CblasRowMajor,
        CblasTrans,
        CblasNoTrans,
        features,
        features,
        rows.length,
        1.0 / (rows.length - 1),
        centred,
        features,
        centred,
        features,
        0,
        covariance,
        features);
    return new Gaussian(mean, covariance);
  }

  /**
   * Tr((S_1 S_2)^(1/2)): with R the root of S_1, R S_2 R is symmetric and has the eigenvalues of
   * S_1 S_2.
   */
  private static double traceOfRoot(double[] first, double[] second, int features) {
    double[] root = root(first, features);
    double[] between = product(product(root, second, CblasNoTrans), root, CblasNoTrans);
    double trace = 0;
    for (double value : eigenvalues(between, (byte) 'N', features)) {
      trace += Math.sqrt(Math.max(0, value)); // rounding makes a zero negative
    }
    return trace;
  }

  /** The symmetric root of a covariance. */
  private static double[] root(double[] covariance, int features) {
    double[] vectors = covariance.clone(); // in its columns, afterwards
    double[] values = eigenvalues(vectors, (byte) 'V', features);
    for (int row = 0; row < features; row++) {
      for (int c = 0; c < features; c++) {
        vectors[row * features + c] *= Math.sqrt(Math.sqrt(Math.max(0, values[c])));
      }
    }
    return product(vectors, vectors, CblasTrans);
  }

  /** Of square matrices of one size. */
  private static double[] product(double[] left, double[] right, int turned) {
    int n = (int) Math.round(Math.sqrt(left.length));
    double[] product = new double[left.length];
    cblas_dgemm(CblasRowMajor, CblasNoTrans, turned, n, n, n, 1, left, n, right, n, 0, product, n);
    return product;
  }

  /**
   * In ascending order.
   *
   * @param matrix symmetric; becomes its eigenvectors for the job V, and is lost for N
   */
  private static double[] eigenvalues(double[] matrix, byte job, int n) {
    double[] values = new double[n];
    int info = LAPACKE_dsyevd(LAPACK_ROW_MAJOR, job, (byte) 'U', n, matrix, n, values);
    if (info != 0) {
      throw new IllegalArgumentException(
          "features: expected finite values (LAPACK's dsyevd returned %d)".formatted(info));
    }
    return values;
  }
}
