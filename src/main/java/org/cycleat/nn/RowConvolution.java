package org.cycleat.nn;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.nn.Convolution.Window;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * A large convolution to few channels, such as a generator's last, 7x7 to 3: the same function and
 * parameters as {@link Convolution} with stride 1, [N, H, W, inputs] to [N, H', W', outputs].
 *
 * <p>It is computed as a convolution of kernel [1, k] to k times the channels, whose rows are then
 * shifted and summed: y(i, j) = Σ_d z_d(i + d, j). On a CPU the gradients of a k x k kernel unfold
 * the image k² times in memory; these unfold it k times, which made a translation step a third
 * shorter.
 */
public final class RowConvolution implements Layer {
  private final Window window;
  private final int inputs;
  private final int outputs;
  private final Variable kernel;
  private final Variable bias;

  /**
   * @param window with stride 1, one group and a bias
   */
  public RowConvolution(Scope scope, String name, int inputs, int outputs, Window window) {
    if (window.stride() != 1 || window.groups() != 1 || !window.bias()) {
      throw new IllegalArgumentException(
          "%s must have stride 1, one group and a bias, got %s".formatted(name, window));
    }
    this.window = window;
    this.inputs = inputs;
    this.outputs = outputs;
    Parameters parameters = scope.parameters();
    int k = window.kernel();
    kernel =
        parameters.trainable(name + "/kernel", Shape.of(k, k, inputs, outputs), scope.weights());
    bias = parameters.trainable(name + "/bias", Shape.of(outputs), Initializer.ZEROS);
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    Ops tf = pass.tf();
    int k = window.kernel();
    Operand<T> padded = window.padding().pad(pass, x, 0f);
    var rows =
        tf.nn.conv2d(
            padded,
            rowKernel(tf, pass.value(kernel, x)),
            List.of(1L, 1L, 1L, 1L),
            "VALID"); // [N, H, W', kO]
    int height = (int) padded.shape().get(1) - k + 1;
    int width = (int) padded.shape().get(2) - k + 1;
    Operand<TInt32> size = tf.constant(new int[] {-1, height, width, outputs});
    List<Operand<T>> shifted = new ArrayList<>();
    for (int d = 0; d < k; d++) {
      shifted.add(tf.slice(rows, tf.constant(new int[] {0, d, 0, d * outputs}), size));
    }
    return tf.nn.biasAdd(tf.math.addN(shifted), pass.value(bias, x));
  }

  /** [d, k, inputs, outputs] to [1, k, inputs, d * outputs]. */
  private <T extends TFloating> Operand<T> rowKernel(Ops tf, Operand<T> weights) {
    int k = window.kernel();
    var byColumn = tf.linalg.transpose(weights, tf.constant(new int[] {1, 2, 0, 3}));
    return tf.reshape(byColumn, tf.constant(new int[] {1, k, inputs, k * outputs}));
  }
}
