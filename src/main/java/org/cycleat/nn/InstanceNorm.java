package org.cycleat.nn;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Instance normalisation over H and W of each image and channel of [N, H, W, C] (Ulyanov et al.
 * 2016), without scale and offset, as CycleGAN uses it.
 */
public final class InstanceNorm implements Layer {
  private static final float EPSILON = 1e-5f;

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    // Batch normalisation of a batch of one is instance normalisation, in one fused operation.
    return x.shape().get(0) == 1
        ? fused(pass.tf(), x)
        : pass.like(x, byMoments(pass.tf(), pass.full(x)));
  }

  private static <T extends TFloating> Operand<T> fused(Ops tf, Operand<T> x) {
    int channels = (int) x.shape().get(3);
    var ones = tf.constant(filled(channels, 1f));
    var zeros = tf.constant(filled(channels, 0f));
    var none = tf.constant(new float[0]);
    return tf.nn
        .fusedBatchNorm(
            x,
            ones,
            zeros,
            none,
            none,
            FusedBatchNorm.epsilon(EPSILON),
            FusedBatchNorm.isTraining(true))
        .y();
  }

  private static Operand<TFloat32> byMoments(Ops tf, Operand<TFloat32> x) {
    var space = tf.constant(new int[] {1, 2});
    var mean = tf.math.mean(x, space, Mean.keepDims(true)); // [N, 1, 1, C]
    var centred = tf.math.sub(x, mean);
    var variance = tf.math.mean(tf.math.square(centred), space, Mean.keepDims(true));
    return tf.math.mul(centred, tf.math.rsqrt(tf.math.add(variance, tf.constant(EPSILON))));
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }
}
