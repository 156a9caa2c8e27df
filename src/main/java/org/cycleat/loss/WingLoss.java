package org.cycleat.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The wing loss (Feng et al., "Wing Loss for Robust Facial Landmark Localisation with Convolutional
 * Neural Networks", 2018, equation 5): w ln(1 + |e| / ε) where |e| is less than w, else |e| less a
 * constant that makes it continuous. Small errors weigh more than under L1, which sharpens points
 * that are nearly right.
 *
 * @param width w, in the errors' unit
 * @param curvature ε, in the errors' unit
 */
public record WingLoss(float width, float curvature) {

  public WingLoss {
    if (!(width > 0 && curvature > 0)) {
      throw new IllegalArgumentException(
          "width and curvature must be positive, got %s and %s".formatted(width, curvature));
    }
  }

  /**
   * The scalar mean over all errors. As ln(1 + min(|e|, w) / ε) w + max(|e| - w, 0), which needs no
   * branches.
   *
   * @param errors any shape
   */
  public Operand<TFloat32> of(Ops tf, Operand<TFloat32> errors) {
    Operand<TFloat32> w = tf.constant(width);
    Operand<TFloat32> size = tf.math.abs(errors);
    Operand<TFloat32> near =
        tf.math.log1p(tf.math.div(tf.math.minimum(size, w), tf.constant(curvature)));
    Operand<TFloat32> far = tf.nn.relu(tf.math.sub(size, w));
    return Reduction.mean(tf, tf.math.add(tf.math.mul(w, near), far));
  }
}
