package org.cycleat.nn;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Inverted dropout (Srivastava et al. 2014): in training each value is zeroed with probability
 * {@code rate} and the others grow by 1 / (1 - rate); in inference nothing happens.
 *
 * @param seed tells the dropout layers of a run apart; what is dropped depends on it and the step
 */
public record Dropout(float rate, long seed) implements Layer {

  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("rate must be in [0, 1), got " + rate);
    }
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    if (!pass.isTraining() || rate == 0) {
      return x;
    }
    Ops tf = pass.tf();
    var stream = StepSeed.of(tf, seed, pass.step());
    var uniform = tf.random.statelessRandomUniform(tf.shape(x), stream);
    var kept = tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant(rate)), x.type());
    return tf.math.mul(tf.math.mul(x, kept), pass.number(1 / (1 - rate), x));
  }
}
