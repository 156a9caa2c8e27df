package org.cycleat.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
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

  /**
   * How many images are split and joined at once. TensorFlow differentiates an operation of more
   * than eight inputs or uses in an order that differs from process to process; joining takes one
   * input more, the axis.
   */
  private static final int MOST_AT_ONCE = 7;

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    long images = x.shape().get(0);
    return images == Shape.UNKNOWN_SIZE
        ? pass.like(x, byMoments(pass.tf(), pass.full(x)))
        : fused(pass.tf(), x, (int) images);
  }

  /**
   * Batch normalisation of a batch of one is instance normalisation, in one fused operation. Images
   * are not copied to be split, and one alone stays in the processor's cache: a batch of 8 takes
   * half of the time that it takes by moments, or as one image of eight times the channels, which
   * is also fused but needs transposing.
   */
  private static <T extends TFloating> Operand<T> fused(Ops tf, Operand<T> x, int images) {
    if (images == 1) {
      return fused(tf, x);
    }
    int parts = Math.min(images, MOST_AT_ONCE);
    int[] sizes = new int[parts];
    Arrays.setAll(sizes, i -> images / parts + (i < images % parts ? 1 : 0));
    var axis = tf.constant(0);
    var split = tf.splitV(x, tf.constant(sizes), axis, (long) parts).output();
    List<Operand<T>> normalized = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      normalized.add(fused(tf, split.get(i), sizes[i]));
    }
    return tf.concat(normalized, axis);
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
