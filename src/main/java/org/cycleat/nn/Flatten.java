package org.cycleat.nn;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * [N, H, W, C] to [N, H·W·C].
 *
 * @param features H·W·C
 */
public record Flatten(int features) implements Layer {

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    Ops tf = pass.tf();
    return tf.reshape(x, tf.constant(new int[] {-1, features}));
  }
}
