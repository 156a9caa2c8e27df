package org.cycleat.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** Layers one after the other. */
record Sequence(List<Layer> layers) implements Layer {

  Sequence {
    layers = List.copyOf(layers);
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    Operand<T> y = x;
    for (Layer layer : layers) {
      y = layer.apply(pass, y);
    }
    return y;
  }
}
