package org.cycleat.loss;

import java.util.List;
import org.cycleat.UserException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * Attention transfer between a frozen teacher and a student (Zagoruyko and Komodakis 2017):
 * equation (1) and the second terms of (7) and (10), without their factor beta / 2.
 *
 * @param power p of (1), at least 1: below, the gradient at a zero activation is infinite
 * @param epsilon the least squared norm that a map is divided by, so that an all-zero map has a
 *     zero gradient, not NaN
 */
public record AttentionTransfer(float power, float epsilon) {

  /** The paper's power; the epsilon is that of TensorFlow's l2_normalize. */
  public static final AttentionTransfer PAPER = new AttentionTransfer(2f, 1e-12f);

  public AttentionTransfer {
    if (!(power >= 1 && Float.isFinite(power))) {
      throw new IllegalArgumentException("power must be at least 1, got " + power);
    }
    if (!(epsilon > 0 && Float.isFinite(epsilon))) {
      throw new IllegalArgumentException("epsilon must be positive, got " + epsilon);
    }
  }

  /**
   * sum_j E|| Q_S^j / ||Q_S^j||_2 - Q_W^j / ||Q_W^j||_2 ||_2 over the pairs j, E being the mean
   * over the batch.
   *
   * @param teacherGroups activations [N, H_j, W_j, C_j]
   * @param studentGroups activations [N, H_j, W_j, C'_j]; the numbers of channels may differ
   * @return a scalar
   * @throws UserException where the architectures do not pair: unequal numbers of groups, or a pair
   *     of unequal height or width
   */
  public Operand<TFloat32> of(
      Ops tf, List<Operand<TFloat32>> teacherGroups, List<Operand<TFloat32>> studentGroups) {
    if (teacherGroups.size() != studentGroups.size() || teacherGroups.isEmpty()) {
      throw new UserException(
          "attention transfer pairs every residual group: the teacher has %d, the student %d; choose architectures with equally many"
              .formatted(teacherGroups.size(), studentGroups.size()));
    }
    Operand<TFloat32> sum = null;
    for (int j = 0; j < teacherGroups.size(); j++) {
      Operand<TFloat32> teacher = teacherGroups.get(j);
      Operand<TFloat32> student = studentGroups.get(j);
      checkPair(j + 1, teacher.shape(), student.shape());
      Operand<TFloat32> distance = distance(tf, unit(tf, teacher), unit(tf, student));
      sum = sum == null ? distance : tf.math.add(sum, distance);
    }
    return sum;
  }

  /**
   * Where a layer looks, to be drawn: F(A) divided by its largest value.
   *
   * @param activation [N, H, W, C]
   * @return [N, H, W] in [0, 1]; zeros for an all-zero activation
   */
  public Operand<TFloat32> attentionMap(Ops tf, Operand<TFloat32> activation) {
    Operand<TFloat32> map = map(tf, activation);
    var largest = tf.reduceMax(map, tf.constant(new int[] {1, 2}), ReduceMax.keepDims(true));
    return tf.math.divNoNan(map, largest);
  }

  /** F(A) = sum_c |A_c|^p, equation (1): [N, H, W, C] to [N, H, W]. */
  private Operand<TFloat32> map(Ops tf, Operand<TFloat32> activation) {
    Operand<TFloat32> powers =
        power == 2
            ? tf.math.square(activation)
            : tf.math.pow(tf.math.abs(activation), tf.constant(power));
    return tf.reduceSum(powers, tf.constant(3));
  }

  /** Q / ||Q||_2 with Q = vec(F(A)): [N, H, W, C] to [N, H·W]. */
  private Operand<TFloat32> unit(Ops tf, Operand<TFloat32> activation) {
    int positions = (int) (activation.shape().get(1) * activation.shape().get(2));
    var q = tf.reshape(map(tf, activation), tf.constant(new int[] {-1, positions}));
    var squaredNorm = tf.reduceSum(tf.math.square(q), tf.constant(1), ReduceSum.keepDims(true));
    return tf.math.mul(
        q, tf.math.rsqrt(tf.math.maximum(squaredNorm, tf.constant(epsilon)))); // [N, H·W]
  }

  /** E||a - b||_2 over the rows of [N, H·W]. */
  private static Operand<TFloat32> distance(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    var squared = tf.reduceSum(tf.math.squaredDifference(a, b), tf.constant(1)); // [N]
    // Equal maps must give a zero gradient, not NaN; any difference that a float can square passes.
    var norm = tf.math.sqrt(tf.math.maximum(squared, tf.constant(Float.MIN_NORMAL)));
    return tf.math.mean(norm, tf.constant(0));
  }

  private static void checkPair(int pair, Shape teacher, Shape student) {
    if (teacher.get(1) != student.get(1) || teacher.get(2) != student.get(2)) {
      throw new UserException(
          "attention pair %d does not match: the teacher's map is %d x %d, the student's %d x %d; choose architectures and an imageSize that give equal sizes"
              .formatted(pair, teacher.get(1), teacher.get(2), student.get(1), student.get(2)));
    }
    if (!Shape.isCompatible(teacher.get(0), student.get(0))) {
      throw new IllegalArgumentException(
          "attention pair %d: the teacher saw %d images, the student %d"
              .formatted(pair, teacher.get(0), student.get(0)));
    }
  }
}
