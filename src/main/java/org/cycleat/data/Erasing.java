package org.cycleat.data;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Replaces a random rectangle of an image by noise, so that no part of a face is relied on alone
 * (Zhong et al., "Random Erasing Data Augmentation", AAAI 2020).
 *
 * @param size height and width of the image, pixels
 * @param probability that an image loses a rectangle
 */
record Erasing(int size, double probability) {
  /** Share of the image's area. */
  private static final double LEAST_AREA = 0.02;

  private static final double MOST_AREA = 0.2;

  /** Height by width; its logarithm is drawn, so that a wide one is as likely as a high one. */
  private static final double LEAST_ASPECT = 0.3;

  private static final double MOST_ASPECT = 3.3;

  /**
   * @param image [size, size, 3] in [-1, 1]
   * @param seed [2]: all randomness is a function of these two numbers
   * @return as the image
   */
  Operand<TFloat32> of(Ops tf, Operand<TFloat32> image, Operand<TInt64> seed) {
    // each in [0, 1): whether, area, aspect, top, left; then a grey for each pixel
    Operand<TFloat32> random =
        tf.random.statelessRandomUniform(tf.constant(new int[] {5 + size * size}), seed);
    Operand<TFloat32> area =
        between(tf, number(tf, random, 1), size * size * LEAST_AREA, size * size * MOST_AREA);
    Operand<TFloat32> aspect =
        tf.math.exp(
            between(tf, number(tf, random, 2), Math.log(LEAST_ASPECT), Math.log(MOST_ASPECT)));
    Operand<TFloat32> high = tf.math.round(tf.math.sqrt(tf.math.mul(area, aspect)));
    Operand<TFloat32> wide = tf.math.round(tf.math.sqrt(tf.math.div(area, aspect)));
    var rows = tf.reshape(within(tf, high, number(tf, random, 3)), tf.constant(new int[] {-1, 1}));
    var columns = within(tf, wide, number(tf, random, 4));
    var isErased = tf.math.less(number(tf, random, 0), tf.constant((float) probability));
    var mask = tf.math.mul(tf.math.mul(rows, columns), tf.dtypes.cast(isErased, TFloat32.class));
    var noise =
        between(tf, tf.slice(random, ints(tf, 5), ints(tf, size * size)), -1, 1); // [size * size]
    Operand<TInt32> grey = ints(tf, size, size, 1);
    return tf.math.add(
        image, tf.math.mul(tf.reshape(mask, grey), tf.math.sub(tf.reshape(noise, grey), image)));
  }

  /** Ones from a random place on, as many as the extent says, in zeros: [size]. */
  private Operand<TFloat32> within(Ops tf, Operand<TFloat32> extent, Operand<TFloat32> unit) {
    Operand<TFloat32> places = tf.math.sub(tf.constant(size + 1f), extent);
    Operand<TFloat32> first = tf.math.floor(tf.math.mul(unit, places));
    Operand<TFloat32> index =
        tf.math.sub(tf.range(tf.constant(0f), tf.constant((float) size), tf.constant(1f)), first);
    var isIn =
        tf.math.logicalAnd(
            tf.math.greaterEqual(index, tf.constant(0f)), tf.math.less(index, extent));
    return tf.dtypes.cast(isIn, TFloat32.class);
  }

  private static Operand<TFloat32> between(
      Ops tf, Operand<TFloat32> unit, double low, double high) {
    return tf.math.add(
        tf.math.mul(unit, tf.constant((float) (high - low))), tf.constant((float) low));
  }

  private static Operand<TFloat32> number(Ops tf, Operand<TFloat32> vector, int index) {
    return tf.gather(vector, tf.constant(index), tf.constant(0));
  }

  private static Operand<TInt32> ints(Ops tf, int... values) {
    return tf.constant(values);
  }
}
