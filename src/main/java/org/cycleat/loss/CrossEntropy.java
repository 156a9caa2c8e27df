package org.cycleat.loss;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.OneHot;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Softmax cross-entropy of logits against distributions over the classes: equation (3), and the
 * first term of (7) and (10).
 *
 * <p>With t_i the target distribution of image i, where only a label is known (1 - s) on its class
 * plus s / K on every class, and w_i the weight of its class, the loss is
 *
 * <pre>sum_i w_i · (- sum_k t_ik · log softmax(logits_i)_k) / sum_i w_i</pre>
 *
 * The weighted mean is PyTorch's; the smoothed target is Keras's and Szegedy et al. 2016's. Where
 * images weigh as well, each by v_i, it is
 *
 * <pre>sum_i v_i · w_i · (- sum_k t_ik · log softmax(logits_i)_k) / sum_i v_i · w_i</pre>
 *
 * Both sums are over the images of one batch, or of a GPU's part of it.
 *
 * @param labelSmoothing s, in [0, 1)
 * @param classWeights a weight for each of the K classes, not negative; empty: all weigh the same
 */
public record CrossEntropy(float labelSmoothing, List<Float> classWeights) {

  /** Neither smoothing nor weights: the paper's. */
  public static final CrossEntropy PLAIN = new CrossEntropy(0f, List.of());

  public CrossEntropy {
    classWeights = List.copyOf(classWeights);
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "label smoothing must be in [0, 1), got " + labelSmoothing);
    }
    if (!classWeights.stream().allMatch(w -> w >= 0 && Float.isFinite(w))) {
      throw new IllegalArgumentException(
          "class weights must be finite and not negative, got " + classWeights);
    }
  }

  /** The target distribution of an image of which only the label is known: [K]. */
  public float[] target(int label, int classes) {
    float[] target = new float[classes];
    Arrays.fill(target, rest(classes));
    target[label] = 1 - labelSmoothing + rest(classes);
    return target;
  }

  private float rest(int classes) {
    return labelSmoothing / classes;
  }

  /**
   * Of images of which only the labels are known.
   *
   * @param logits [N, K], K known
   * @param labels [N], each in [0, K)
   * @return the scalar mean over the batch; zero where every image's class weighs nothing
   * @throws IllegalArgumentException where there are not K class weights
   */
  public Operand<TFloat32> of(Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels) {
    int classes = (int) logits.shape().get(1);
    OneHot<TFloat32> targets = // [N, K]
        tf.oneHot(
            labels,
            tf.constant(classes),
            tf.constant(1 - labelSmoothing + rest(classes)),
            tf.constant(rest(classes)));
    return of(tf, logits, targets, labels);
  }

  /**
   * Of images with distributions, which are taken as they are.
   *
   * @param logits [N, K], K known
   * @param targets [N, K], each row one in all
   * @param labels [N], the classes that images weigh as
   * @return as the other
   * @throws IllegalArgumentException where there are not K class weights
   */
  public Operand<TFloat32> of(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets, Operand<TInt32> labels) {
    var loss = ofEach(tf, logits, targets);
    if (classWeights.isEmpty()) {
      return tf.math.mean(loss, tf.constant(0));
    }
    var weights = ofClasses(tf, logits, labels);
    return ratio(tf, tf.math.mul(weights, loss), weights);
  }

  /**
   * Of images that weigh differently: the weight of each is in its target.
   *
   * @param logits [N, K], K known
   * @param targets [N, K], each row the distribution times the weight of its image, v_i · t_ik. Of
   *     images that are mixed, the mixture of such rows counts each of them as it weighs
   * @param labels [N], the classes that images weigh as
   * @return as the others; zero where every image weighs nothing
   * @throws IllegalArgumentException where there are not K class weights
   */
  public Operand<TFloat32> ofWeighted(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets, Operand<TInt32> labels) {
    var loss = ofEach(tf, logits, targets); // v_i times the entropy
    Operand<TFloat32> weights = tf.reduceSum(targets, tf.constant(1)); // v_i
    if (classWeights.isEmpty()) {
      return ratio(tf, loss, weights);
    }
    var ofClasses = ofClasses(tf, logits, labels);
    return ratio(tf, tf.math.mul(ofClasses, loss), tf.math.mul(ofClasses, weights));
  }

  /** The entropy of each image, times what its target adds up to: [N]. */
  private static Operand<TFloat32> ofEach(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    // SparseSoftmaxCrossEntropy would say it in one operation, and has no gradient here.
    var logLikelihood =
        tf.reduceSum(tf.math.mul(targets, tf.nn.logSoftmax(logits)), tf.constant(1));
    return tf.math.neg(logLikelihood);
  }

  /** The weights of the images' classes: [N]. */
  private Operand<TFloat32> ofClasses(Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels) {
    int classes = (int) logits.shape().get(1);
    if (classWeights.size() != classes) {
      throw new IllegalArgumentException(
          "expected a weight for each of %d classes, found %d"
              .formatted(classes, classWeights.size()));
    }
    float[] weights = new float[classes];
    for (int k = 0; k < classes; k++) {
      weights[k] = classWeights.get(k);
    }
    return tf.gather(tf.constant(weights), labels, tf.constant(0));
  }

  private static Operand<TFloat32> ratio(
      Ops tf, Operand<TFloat32> losses, Operand<TFloat32> weights) {
    // A batch that weighs nothing teaches nothing.
    return tf.math.divNoNan(
        tf.reduceSum(losses, tf.constant(0)), tf.reduceSum(weights, tf.constant(0)));
  }
}
