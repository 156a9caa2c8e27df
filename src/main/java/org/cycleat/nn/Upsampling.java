package org.cycleat.nn;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Nearest-neighbour enlargement to twice the height and width, [N, H, W, C] to [N, 2H, 2W, C]. */
public final class Upsampling implements Layer {

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    Ops tf = pass.tf();
    var extent = tf.constant(new int[] {(int) x.shape().get(1) * 2, (int) x.shape().get(2) * 2});
    return tf.image.resizeNearestNeighbor(x, extent);
  }
}
