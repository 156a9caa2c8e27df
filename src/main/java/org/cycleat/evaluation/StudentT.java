package org.cycleat.evaluation;

/** Student's t distribution, for the means of few seeds. */
public final class StudentT {
  /** 1 to 7 degrees of freedom, where the series below is not exact enough. */
  private static final double[] FEW = {12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646};

  private StudentT() {}

  /**
   * Below which 97.5 % of it lies, within a thousandth: a 95 % interval reaches so many standard
   * errors either way. By the series of Cornish and Fisher (Abramowitz and Stegun, 26.7.5).
   *
   * @param degrees of freedom, at least 1
   */
  public static double quantile975(int degrees) {
    if (degrees <= FEW.length) {
      return FEW[degrees - 1];
    }
    double z = 1.959964;
    double z2 = z * z;
    double first = z * (z2 + 1) / 4;
    double second = z * (5 * z2 * z2 + 16 * z2 + 3) / 96;
    double third = z * (3 * Math.pow(z2, 3) + 19 * z2 * z2 + 17 * z2 - 15) / 384;
    double n = degrees;
    return z + first / n + second / (n * n) + third / (n * n * n);
  }
}
