package org.cycleat.nn;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** A fully connected layer with a bias, [N, inputs] to [N, outputs]; kernel [inputs, outputs]. */
public final class Dense implements Layer {
  private final Variable kernel;
  private final Variable bias;

  public Dense(Scope scope, String name, int inputs, int outputs) {
    Parameters parameters = scope.parameters();
    kernel = parameters.trainable(name + "/kernel", Shape.of(inputs, outputs), scope.weights());
    bias = parameters.trainable(name + "/bias", Shape.of(outputs), Initializer.ZEROS);
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    Ops tf = pass.tf();
    return tf.nn.biasAdd(tf.linalg.matMul(x, pass.value(kernel, x)), pass.value(bias, x));
  }
}
