package org.cycleat.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Cycle consistency: one of the two terms of equation (6), L1 as a mean over pixels. */
public final class CycleLoss {

  private CycleLoss() {}

  /**
   * E||cycled - original||_1 with, for instance, cycled = G_WS(G_SW(x_S)) and original = x_S.
   *
   * @param cycled [N, H, W, C]
   * @param original [N, H, W, C]
   * @return the scalar mean over batch, pixels and channels
   */
  public static Operand<TFloat32> of(Ops tf, Operand<TFloat32> cycled, Operand<TFloat32> original) {
    return Reduction.meanAbsoluteDifference(tf, cycled, original);
  }
}
