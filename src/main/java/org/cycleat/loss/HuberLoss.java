package org.cycleat.loss;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Huber's loss of numbers against those that they should be, each in units of its own deviation:
 * the mean over the batch and the numbers of
 *
 * <pre>h(e) = e^2 / 2 where |e| is at most 1, else |e| - 1/2, with e = (y - t) / d</pre>
 *
 * @param deviations d of each of the K numbers, positive
 */
public record HuberLoss(List<Float> deviations) {

  public HuberLoss {
    deviations = List.copyOf(deviations);
    if (deviations.isEmpty() || !deviations.stream().allMatch(d -> d > 0 && Float.isFinite(d))) {
      throw new IllegalArgumentException("deviations must be positive, got " + deviations);
    }
  }

  /**
   * @param outputs [N, K]
   * @param targets [N, K]
   * @return a scalar
   */
  public Operand<TFloat32> of(Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> targets) {
    float[] units = new float[deviations.size()];
    for (int k = 0; k < units.length; k++) {
      units[k] = deviations.get(k);
    }
    var errors = tf.math.abs(tf.math.div(tf.math.sub(outputs, targets), tf.constant(units)));
    // min(e, 1) * (e - min(e, 1) / 2) is both branches
    var within = tf.math.minimum(errors, tf.constant(1f));
    var losses = tf.math.mul(within, tf.math.sub(errors, tf.math.mul(within, tf.constant(0.5f))));
    return tf.math.mean(losses, tf.constant(new int[] {0, 1}));
  }
}
