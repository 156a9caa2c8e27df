package org.cycleat.nn;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomNormal;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Gives a variable its first value; the same seed gives the same value on any device. */
@FunctionalInterface
public interface Initializer {

  Initializer ZEROS = constant(0f);
  Initializer ONES = constant(1f);

  /** N(0, 0.02²): the paper's, and CycleGAN's, for all new weights. */
  Initializer PAPER = normal(0.02f);

  /**
   * N(0, 2 / fan-in), He et al. 2015, for layers followed by a rectifier. The fan-in of a kernel
   * [h, w, in, out] is h·w·in, that of a matrix [in, out] is in.
   */
  Initializer HE =
      (tf, shape, seed) -> {
        double fanIn = (double) shape.size() / shape.get(-1);
        return normal((float) Math.sqrt(2 / fanIn)).initial(tf, shape, seed);
      };

  /** An operand of {@code shape}; {@code seed} has shape [2]. */
  Operand<TFloat32> initial(Ops tf, Shape shape, Operand<TInt64> seed);

  static Initializer constant(float value) {
    return (tf, shape, seed) -> tf.fill(tf.constant(shape.asArray()), tf.constant(value));
  }

  static Initializer normal(float standardDeviation) {
    return (tf, shape, seed) -> {
      StatelessRandomNormal<TFloat32> unit =
          tf.random.statelessRandomNormal(tf.constant(shape.asArray()), seed);
      return tf.math.mul(unit, tf.constant(standardDeviation));
    };
  }
}
