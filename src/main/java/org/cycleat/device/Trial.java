package org.cycleat.device;

import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Tries out whether a processor computes: cuBLAS and cuDNN start only when they are first used. */
final class Trial {
  private Trial() {}

  /**
   * Runs a convolution and a matrix product. TensorFlow's words of how a GPU starts are not
   * printed: in them are the reasons of failures, of which the first is returned, and much else.
   *
   * @return why it does not compute; empty where it does
   */
  static Optional<String> failure(ConfigProto sessions, DeviceSpec where) {
    return QuietTensorFlow.quietly(() -> run(sessions, where));
  }

  private static Optional<String> run(ConfigProto sessions, DeviceSpec where) {
    ConfigProto strict = sessions.toBuilder().setAllowSoftPlacement(false).build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, strict)) {
      Ops tf = Ops.create(graph).withDevice(where);
      Operand<TFloat32> image = ones(tf, 1, 4, 4, 2);
      var filtered = tf.nn.conv2d(image, ones(tf, 3, 3, 2, 2), List.of(1L, 1L, 1L, 1L), "SAME");
      var matrix = tf.reshape(filtered, tf.constant(new int[] {8, 4}));
      session.run(tf.linalg.matMul(matrix, ones(tf, 4, 2)));
      return Optional.empty();
    } catch (RuntimeException unusable) { // TensorFlow's exceptions have no nearer class in common
      return Optional.of(UserException.reason(unusable));
    }
  }

  private static Operand<TFloat32> ones(Ops tf, int... shape) {
    return tf.fill(tf.constant(shape), tf.constant(1f));
  }
}
