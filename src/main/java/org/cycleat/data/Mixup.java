package org.cycleat.data;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Mixes each image of a batch, and its target, with the next one's, the last one's with the first
 * one's (Zhang et al., "mixup: Beyond Empirical Risk Minimization", ICLR 2018).
 *
 * <p>The weight w is drawn anew for each image from Beta(alpha, alpha). As that is symmetric, the
 * image itself takes the larger one of w and 1 - w, so that it keeps its label; that mixes as many
 * pairs of images by as many weights.
 *
 * @param alpha positive: near 0 nearly nothing is mixed, at 1 every weight is as likely
 */
record Mixup(double alpha) {
  private static final int STEPS = 1024;

  /** Of the integral, for each step of the table. */
  private static final int FINER = 16;

  /**
   * The shares of the images themselves, at least a half.
   *
   * @param seed [2]
   * @param count N
   * @return [N]
   */
  Operand<TFloat32> shares(Ops tf, Operand<TInt64> seed, int count) {
    Operand<TFloat32> place =
        tf.math.mul(
            tf.random.statelessRandomUniform(tf.constant(new int[] {count}), seed),
            tf.constant((float) STEPS));
    Operand<TFloat32> below = tf.math.floor(place);
    Operand<TInt32> index = tf.dtypes.cast(below, TInt32.class);
    Operand<TFloat32> table = tf.constant(smallerShares());
    Operand<TInt32> axis = tf.constant(0);
    Operand<TFloat32> low = tf.gather(table, index, axis);
    Operand<TFloat32> high = tf.gather(table, tf.math.add(index, tf.constant(1)), axis);
    Operand<TFloat32> smaller =
        tf.math.add(low, tf.math.mul(tf.math.sub(place, below), tf.math.sub(high, low)));
    return tf.math.sub(tf.constant(1f), smaller);
  }

  /**
   * @param rows [N, ...]
   * @param shares [N] and as many dimensions of 1 as the rows have further ones
   * @return as the rows
   */
  static Operand<TFloat32> mixed(Ops tf, Operand<TFloat32> rows, Operand<TFloat32> shares) {
    Operand<TFloat32> next = tf.roll(rows, tf.constant(-1), tf.constant(0));
    return tf.math.add(next, tf.math.mul(shares, tf.math.sub(rows, next)));
  }

  /**
   * The inverse of the distribution function of min(w, 1 - w), w of Beta(alpha, alpha), at 0 to 1.
   *
   * <p>With u = x^alpha its density x^(alpha - 1) (1 - x)^(alpha - 1) becomes (1 - u^(1 /
   * alpha))^(alpha - 1), which is finite up to x = 1/2.
   */
  float[] smallerShares() {
    int fine = STEPS * FINER;
    double step = Math.pow(0.5, alpha) / fine;
    double[] integral = new double[fine + 1];
    for (int i = 0; i < fine; i++) {
      double x = Math.pow((i + 0.5) * step, 1 / alpha);
      integral[i + 1] = integral[i] + Math.pow(1 - x, alpha - 1);
    }
    float[] inverse = new float[STEPS + 1];
    int above = 1;
    for (int i = 0; i <= STEPS; i++) {
      double wanted = integral[fine] * i / STEPS;
      while (above < fine && integral[above] < wanted) {
        above++;
      }
      double within = (wanted - integral[above - 1]) / (integral[above] - integral[above - 1]);
      inverse[i] = (float) Math.pow((above - 1 + within) * step, 1 / alpha);
    }
    return inverse;
  }
}
