package org.cycleat.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Classes that a teacher gives to unlabelled images, and that count only where it is sure: FixMatch
 * (Sohn et al., NeurIPS 2020). With q_i the teacher's probabilities for the weak view of image i,
 * c_i its most probable class and τ_c the class's threshold, the loss of a student that sees the
 * strong views is
 *
 * <pre>1/N · sum_i 1[q_i(c_i) &gt;= τ_c_i] · (- log softmax(logits_i)(c_i))</pre>
 *
 * The mean is over all N images, those that do not pass too: a teacher that is hardly ever sure
 * counts little.
 *
 * @param targets [N, K], one on the class of an image that passes, and all zeros for the others; no
 *     gradient goes through them
 * @param classes [N]
 */
public record PseudoLabels(Operand<TFloat32> targets, Operand<TInt32> classes) {
  private static final float LEAST_MEAN = 1e-6f;

  /**
   * Those of a teacher.
   *
   * @param probabilities q, [N, K], K known
   * @param thresholds τ, [K]
   */
  public static PseudoLabels of(
      Ops tf, Operand<TFloat32> probabilities, Operand<TFloat32> thresholds) {
    Operand<TInt32> classes =
        tf.math.argMax(probabilities, tf.constant(1), TInt32.class).output(); // [N]
    Operand<TFloat32> highest = tf.max(probabilities, tf.constant(1)); // [N]
    var needed = tf.gather(thresholds, classes, tf.constant(0)); // [N]
    var passed = tf.dtypes.cast(tf.math.greaterEqual(highest, needed), TFloat32.class);
    var targets = // [N, K]
        tf.math.mul(oneHot(tf, classes, probabilities), tf.expandDims(passed, tf.constant(1)));
    return new PseudoLabels(tf.stopGradient(targets), classes);
  }

  /**
   * Predictions that give each class as often as it is expected: distribution alignment
   * (ReMixMatch, Berthelot et al., ICLR 2020). With m the mean of the predictions so far and p what
   * is expected, they are q_ik · p_k / m_k, divided by their sum over k.
   *
   * @param probabilities q, [N, K]
   * @param mean m, [K]
   * @param prior p, [K]
   */
  public static Operand<TFloat32> aligned(
      Ops tf, Operand<TFloat32> probabilities, Operand<TFloat32> mean, Operand<TFloat32> prior) {
    // a class that is hardly ever seen must not become infinite
    var ratio = tf.math.div(prior, tf.math.maximum(mean, tf.constant(LEAST_MEAN)));
    var scaled = tf.math.mul(probabilities, ratio);
    var sums = tf.expandDims(tf.reduceSum(scaled, tf.constant(1)), tf.constant(1));
    return tf.math.divNoNan(scaled, sums);
  }

  /**
   * The student's loss, a scalar.
   *
   * @param logits of the strong views, [N, K]
   */
  public Operand<TFloat32> loss(Ops tf, Operand<TFloat32> logits) {
    return CrossEntropy.PLAIN.of(tf, logits, targets, classes);
  }

  /** The share of images that pass, a scalar. */
  public Operand<TFloat32> share(Ops tf) {
    return tf.math.mean(tf.reduceSum(targets, tf.constant(1)), tf.constant(0));
  }

  private static Operand<TFloat32> oneHot(
      Ops tf, Operand<TInt32> classes, Operand<TFloat32> probabilities) {
    int count = (int) probabilities.shape().get(1);
    return tf.oneHot(classes, tf.constant(count), tf.constant(1f), tf.constant(0f));
  }
}
