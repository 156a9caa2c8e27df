package org.cycleat.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Local response normalisation over neighbouring channels (Krizhevsky et al. 2012, section 3.3):
 * x_c / (1 + alpha · sum of x_k² over |k - c| <= radius)^beta, on [N, H, W, C].
 *
 * <p>TensorFlow's operation for it is of no use in training: the C++ registry derives its gradient
 * with the operation's default values in place of those it was given.
 */
public record LocalResponseNorm(int radius, float alpha, float beta) implements Layer {

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    Ops tf = pass.tf();
    Operand<TFloat32> full = pass.full(x); // squares need its range
    var neighbours = // [N, H, W, C]: a 1x1 convolution sums the channels near each
        tf.nn.conv2d(
            tf.math.square(full), band(tf, x.shape().get(3)), List.of(1L, 1L, 1L, 1L), "SAME");
    var scale = tf.math.add(neighbours, tf.constant(1f));
    return pass.like(x, tf.math.mul(full, tf.math.pow(scale, tf.constant(-beta))));
  }

  /**
   * [1, 1, C, C]: alpha where two channels are neighbours. A factor after the convolution would be
   * moved here by TensorFlow's rewriter, which then loses track of its gradient's shapes.
   */
  private Operand<TFloat32> band(Ops tf, long channels) {
    var square = tf.constant(Shape.of(channels, channels).asArray());
    var weights = tf.fill(square, tf.constant(alpha));
    var width = tf.constant((long) radius);
    var kernel = tf.constant(Shape.of(1, 1, channels, channels).asArray());
    return tf.reshape(tf.linalg.bandPart(weights, width, width), kernel);
  }
}
