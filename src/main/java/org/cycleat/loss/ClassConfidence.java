package org.cycleat.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * How sure a classifier is of labelled images that it recognises, class by class: what the margins
 * of Ada-CM follow (Li et al., CVPR 2022).
 *
 * @param mean of the probability of an image's class over the batch's images of a class whose most
 *     probable class it is: [K], zero where there is none
 * @param known 1 where there is one, else 0: [K]
 */
public record ClassConfidence(Operand<TFloat32> mean, Operand<TFloat32> known) {

  /**
   * Of a batch.
   *
   * @param probabilities [N, K], K known
   * @param labels [N], each in [0, K)
   */
  public static ClassConfidence of(
      Ops tf, Operand<TFloat32> probabilities, Operand<TInt32> labels) {
    Operand<TInt32> found = tf.math.argMax(probabilities, tf.constant(1), TInt32.class).output();
    var right = tf.dtypes.cast(tf.math.equal(found, labels), TFloat32.class); // [N]
    int classes = (int) probabilities.shape().get(1);
    var rows = // [N, K], one on the class of an image that is recognised
        tf.math.mul(
            tf.oneHot(labels, tf.constant(classes), tf.constant(1f), tf.constant(0f)),
            tf.expandDims(right, tf.constant(1)));
    var counts = tf.reduceSum(rows, tf.constant(0));
    var sums = tf.reduceSum(tf.math.mul(rows, probabilities), tf.constant(0));
    return new ClassConfidence(
        tf.math.divNoNan(sums, counts), tf.math.minimum(counts, tf.constant(1f)));
  }
}
