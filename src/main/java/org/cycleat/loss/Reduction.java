package org.cycleat.loss;

import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Means that several losses take. */
final class Reduction {

  private Reduction() {}

  /** The mean over every element, a scalar. */
  static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x) {
    int rank = x.shape().numDimensions();
    return tf.math.mean(x, tf.constant(IntStream.range(0, rank).toArray()));
  }

  /**
   * The mean of |a - b| over every element, a scalar.
   *
   * @throws IllegalArgumentException where the shapes differ: a broadcast would hide a mistake
   */
  static Operand<TFloat32> meanAbsoluteDifference(
      Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    Shape left = a.shape();
    Shape right = b.shape();
    if (!left.isCompatibleWith(right)) {
      throw new IllegalArgumentException(
          "expected images of one shape, found %s and %s".formatted(left, right));
    }
    return mean(tf, tf.math.abs(tf.math.sub(a, b)));
  }
}
