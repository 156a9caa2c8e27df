package org.cycleat.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * A fractionally strided convolution that doubles height and width: [N, H, W, inputs] to [N, 2H,
 * 2W, outputs]; kernel [k, k, outputs, inputs], Keras's order, with a bias.
 */
public final class TransposedConvolution implements Layer {
  private final int outputs;
  private final Variable kernel;
  private final Variable bias;

  public TransposedConvolution(Scope scope, String name, int inputs, int outputs, int size) {
    this.outputs = outputs;
    Parameters parameters = scope.parameters();
    Shape shape = Shape.of(size, size, outputs, inputs);
    this.kernel = parameters.trainable(name + "/kernel", shape, scope.weights());
    this.bias = parameters.trainable(name + "/bias", Shape.of(outputs), Initializer.ZEROS);
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    Ops tf = pass.tf();
    var y =
        tf.nn.conv2dBackpropInput(
            outputShape(tf, x), pass.value(kernel, x), x, List.of(1L, 2L, 2L, 1L), "SAME");
    return tf.nn.biasAdd(y, pass.value(bias, x));
  }

  private Operand<TInt32> outputShape(Ops tf, Operand<?> x) {
    Shape shape = x.shape();
    // An export does not know its batch size. Packed like this, the other sizes stay known.
    Operand<TInt32> images =
        shape.get(0) == Shape.UNKNOWN_SIZE
            ? tf.stridedSlice(tf.shape(x), Indices.at(0))
            : tf.constant((int) shape.get(0));
    return tf.stack(
        List.of(
            images,
            tf.constant(2 * (int) shape.get(1)),
            tf.constant(2 * (int) shape.get(2)),
            tf.constant(outputs)));
  }
}
