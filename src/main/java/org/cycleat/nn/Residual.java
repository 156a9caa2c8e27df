package org.cycleat.nn;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** shortcut(x) + branch(x) (He et al. 2016); both give the same shape. */
public record Residual(Layer shortcut, Layer branch) implements Layer {

  /** x + branch(x). */
  public Residual(Layer branch) {
    this(Layer.IDENTITY, branch);
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    return pass.tf().math.add(shortcut.apply(pass, x), branch.apply(pass, x));
  }
}
