package org.cycleat.nn;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A 2D convolution, [N, H, W, inputs] to [N, H', W', outputs]; kernel [k, k, inputs/groups,
 * outputs].
 */
public final class Convolution implements Layer {

  /**
   * What a convolution looks like.
   *
   * @param kernel its side in pixels
   * @param stride in pixels
   * @param bias whether a bias per output channel is added
   * @param groups the channels are split into so many groups that do not see each other
   */
  public record Window(int kernel, int stride, Padding padding, boolean bias, int groups) {

    public static Window of(int kernel, int stride, Padding padding) {
      return new Window(kernel, stride, padding, true, 1);
    }

    public Window withoutBias() {
      return new Window(kernel, stride, padding, false, groups);
    }

    public Window inGroups(int number) {
      return new Window(kernel, stride, padding, bias, number);
    }
  }

  /**
   * From so many channels on a strided 1x1 convolution is safe. With fewer, the gradient of its
   * kernel in oneDNN writes past its workspace on processors with AVX-512, below 8 on those with
   * AVX2: https://github.com/uxlfoundation/oneDNN/issues/6035.
   */
  private static final int SAFE_INPUTS = 16;

  private final Window window;
  private final Variable kernel;
  private final Variable bias;

  /**
   * @throws IllegalArgumentException where the groups do not divide the channels
   */
  public Convolution(Scope scope, String name, int inputs, int outputs, Window window) {
    if (inputs % window.groups() != 0 || outputs % window.groups() != 0) {
      throw new IllegalArgumentException(
          "%s: %d groups do not divide %d and %d channels"
              .formatted(name, window.groups(), inputs, outputs));
    }
    this.window = window;
    Shape shape = Shape.of(window.kernel(), window.kernel(), inputs / window.groups(), outputs);
    this.kernel = scope.parameters().trainable(name + "/kernel", shape, scope.weights());
    this.bias =
        window.bias()
            ? scope.parameters().trainable(name + "/bias", Shape.of(outputs), Initializer.ZEROS)
            : null;
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    Ops tf = pass.tf();
    Operand<T> y = convolve(pass, window.padding().pad(pass, x, 0f), pass.value(kernel, x));
    return bias == null ? y : tf.nn.biasAdd(y, pass.value(bias, x));
  }

  private <T extends TFloating> Operand<T> convolve(Pass pass, Operand<T> x, Operand<T> weights) {
    Ops tf = pass.tf();
    if (window.groups() == 1) {
      return convolveGroup(pass, x, weights);
    }
    var channels = tf.constant(3);
    var inputs = tf.split(channels, x, (long) window.groups()).output();
    var kernels = tf.split(channels, weights, (long) window.groups()).output();
    List<Operand<T>> outputs = new ArrayList<>();
    for (int g = 0; g < window.groups(); g++) {
      outputs.add(convolveGroup(pass, inputs.get(g), kernels.get(g)));
    }
    return tf.concat(outputs, channels);
  }

  private <T extends TFloating> Operand<T> convolveGroup(
      Pass pass, Operand<T> x, Operand<T> weights) {
    boolean learns = pass.isDifferentiated();
    if (learns && Unfolded.isFaster(window, x.shape())) {
      return Unfolded.convolve(pass, x, weights, window);
    }
    boolean samples =
        learns && window.kernel() == 1 && window.stride() > 1 && x.shape().get(3) < SAFE_INPUTS;
    Operand<T> seen = samples ? Unfolded.sampled(pass.tf(), x, window.stride()) : x;
    long stride = samples ? 1 : window.stride();
    return pass.tf()
        .nn
        .conv2d(seen, weights, List.of(1L, stride, stride, 1L), window.padding().operation());
  }
}
