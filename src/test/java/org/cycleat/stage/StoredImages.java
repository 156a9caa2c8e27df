package org.cycleat.stage;

import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * Noise that is on the device from the start, in a variable: a step copies nothing there, and
 * nothing that follows from a constant is computed beforehand.
 *
 * @param value in [-1, 1)
 */
record StoredImages(Operand<TFloat32> value, Op initializer) {

  /**
   * @param name unique in the graph
   */
  static StoredImages of(Ops tf, String name, Shape shape) {
    VarHandleOp handle = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    var noise =
        tf.random.statelessRandomUniform(
            tf.constant(shape.asArray()), tf.constant(new long[] {1, name.hashCode()}));
    var pixels = tf.math.sub(tf.math.mul(noise, tf.constant(2f)), tf.constant(1f));
    return new StoredImages(
        tf.readVariableOp(handle, TFloat32.class), tf.assignVariableOp(handle, pixels));
  }

  void initialize(Session session) {
    session.run(initializer);
  }
}
