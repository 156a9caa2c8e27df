package org.cycleat.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * CycleGAN's identity mapping loss (Zhu et al. 2017, section 5.2): a generator leaves an image that
 * is in its target domain already as it is, so colours do not invert.
 */
public final class IdentityLoss {

  private IdentityLoss() {}

  /**
   * E||translated - original||_1 with, for instance, translated = G_SW(x_W) and original = x_W.
   *
   * @param translated [N, H, W, C]
   * @param original [N, H, W, C]
   * @return the scalar mean over batch, pixels and channels
   */
  public static Operand<TFloat32> of(
      Ops tf, Operand<TFloat32> translated, Operand<TFloat32> original) {
    return Reduction.meanAbsoluteDifference(tf, translated, original);
  }
}
