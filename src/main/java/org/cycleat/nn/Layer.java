package org.cycleat.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A function with parameters: made once, applied as often as a loss needs, always sharing them. */
@FunctionalInterface
public interface Layer {

  /** Images are [N, H, W, C], vectors [N, C]. */
  Operand<TFloat32> apply(Pass pass, Operand<TFloat32> x);

  Layer RELU = (pass, x) -> pass.tf().nn.relu(x);
  Layer TANH = (pass, x) -> pass.tf().math.tanh(x);

  /** [N, H, W, C] to [N, C]. */
  Layer GLOBAL_AVERAGE = (pass, x) -> pass.tf().math.mean(x, pass.tf().constant(new int[] {1, 2}));

  /** The layers one after the other. */
  static Layer sequence(List<Layer> layers) {
    List<Layer> ordered = List.copyOf(layers);
    return (pass, x) -> {
      Operand<TFloat32> y = x;
      for (Layer layer : ordered) {
        y = layer.apply(pass, y);
      }
      return y;
    };
  }

  static Layer sequence(Layer... layers) {
    return sequence(List.of(layers));
  }
}
