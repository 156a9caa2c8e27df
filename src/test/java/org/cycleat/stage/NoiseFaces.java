package org.cycleat.stage;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Faces of 32 x 32 pixels for a translation's graph, of noise that is the same in each graph. */
final class NoiseFaces {
  private NoiseFaces() {}

  /**
   * Two of each domain.
   *
   * @param labels of the two source faces
   */
  static TranslationGraph.Faces of(Ops tf, int... labels) {
    return new TranslationGraph.Faces(noise(tf, 1), tf.constant(labels), noise(tf, 2));
  }

  private static Operand<TFloat32> noise(Ops tf, long seed) {
    var stream = tf.constant(new long[] {seed, 0});
    var shape = tf.constant(new int[] {2, 32, 32, 3});
    return tf.math.tanh(tf.random.statelessRandomNormal(shape, stream));
  }
}
