package org.cycleat.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A function with parameters: made once, applied as often as a loss needs, always sharing them.
 *
 * <p>It computes in the type of what it is given, with its float32 parameters cast to it.
 */
@FunctionalInterface
public interface Layer {

  /** Images are [N, H, W, C], vectors [N, C]. */
  <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x);

  Layer IDENTITY = Layer::identity;
  Layer RELU = Layer::relu;
  Layer TANH = Layer::tanh;

  /** [N, H, W, C] to [N, C]. */
  Layer GLOBAL_AVERAGE = Layer::globalAverage;

  /** The layers one after the other. */
  static Layer sequence(List<Layer> layers) {
    return new Sequence(layers);
  }

  static Layer sequence(Layer... layers) {
    return sequence(List.of(layers));
  }

  private static <T extends TFloating> Operand<T> identity(Pass pass, Operand<T> x) {
    return x;
  }

  private static <T extends TFloating> Operand<T> relu(Pass pass, Operand<T> x) {
    return pass.tf().nn.relu(x);
  }

  private static <T extends TFloating> Operand<T> tanh(Pass pass, Operand<T> x) {
    return pass.tf().math.tanh(x);
  }

  private static <T extends TFloating> Operand<T> globalAverage(Pass pass, Operand<T> x) {
    Ops tf = pass.tf();
    return tf.math.mean(x, tf.constant(new int[] {1, 2}));
  }
}
