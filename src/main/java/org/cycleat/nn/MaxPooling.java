package org.cycleat.nn;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The largest value of each window and channel, [N, H, W, C] to [N, H', W', C].
 *
 * <p>TensorFlow Java offers {@code MaxPoolV2}, which takes the window as tensors. Neither oneDNN
 * nor the converters to TFLite and ONNX know that one.
 */
public record MaxPooling(int kernel, int stride, Padding padding) implements Layer {

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    Ops tf = pass.tf();
    // Beyond the border stands less than any activation: a zero would win over negative ones.
    var padded = padding.pad(pass, x, -Float.MAX_VALUE);
    return tf.scope()
        .opBuilder("MaxPool", "MaxPool")
        .addInput(padded.asOutput())
        .setAttr("ksize", new long[] {1, kernel, kernel, 1})
        .setAttr("strides", new long[] {1, stride, stride, 1})
        .setAttr("padding", padding.operation())
        .build()
        .<T>output(0);
  }
}
