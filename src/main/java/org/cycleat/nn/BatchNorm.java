package org.cycleat.nn;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * Batch normalisation over N, H and W of [N, H, W, C] (Ioffe and Szegedy 2015): by the batch's
 * statistics in training, by their moving averages in inference.
 */
public final class BatchNorm implements Layer {

  /** Keras's value for its residual networks. */
  private static final float EPSILON = 1.001e-5f;

  /** How much of a moving average stays at each step; Keras's 0.99 is too slow for short runs. */
  private static final float MOMENTUM = 0.9f;

  private final Variable gamma;
  private final Variable beta;
  private final Variable movingMean;
  private final Variable movingVariance;

  public BatchNorm(Scope scope, String name, int channels) {
    Parameters parameters = scope.parameters();
    Shape shape = Shape.of(channels);
    gamma = parameters.trainable(name + "/gamma", shape, Initializer.ONES);
    beta = parameters.trainable(name + "/beta", shape, Initializer.ZEROS);
    movingMean = parameters.statistic(name + "/moving_mean", shape, 0f);
    movingVariance = parameters.statistic(name + "/moving_variance", shape, 1f);
  }

  @Override
  public <T extends TFloating> Operand<T> apply(Pass pass, Operand<T> x) {
    FusedBatchNorm<T, TFloat32> norm =
        pass.tf()
            .nn
            .fusedBatchNorm(
                x,
                gamma.value(),
                beta.value(),
                movingMean.value(),
                movingVariance.value(),
                FusedBatchNorm.epsilon(EPSILON),
                FusedBatchNorm.isTraining(pass.isTraining()));
    if (pass.isTraining()) {
      var variance = population(pass.tf(), norm, x);
      pass.update(average(pass.tf(), movingMean, norm.batchMean()));
      pass.update(average(pass.tf(), movingVariance, variance));
      pass.saw(new BatchMoments(movingMean, movingVariance, norm.batchMean(), variance));
    }
    return norm.y();
  }

  /**
   * The batch's variance as Keras 3 averages it. The fused operation gives the unbiased one, n / (n
   * - 1) times as large, where n = NHW.
   */
  private static <T extends TFloating> Operand<TFloat32> population(
      Ops tf, FusedBatchNorm<T, TFloat32> norm, Operand<T> x) {
    Operand<TFloat32> share;
    if (x.shape().hasUnknownDimension()) {
      var values = tf.dtypes.cast(tf.size(x), TFloat32.class);
      var channels = tf.dtypes.cast(tf.size(norm.batchMean()), TFloat32.class);
      share = tf.math.sub(tf.constant(1f), tf.math.div(channels, values));
    } else {
      share = tf.constant(1 - (float) x.shape().get(3) / x.shape().size());
    }
    return tf.math.mul(norm.batchVariance(), share);
  }

  private static Op average(Ops tf, Variable moving, Operand<TFloat32> batch) {
    var step = tf.math.mul(tf.math.sub(moving.value(), batch), tf.constant(1 - MOMENTUM));
    return tf.assignSubVariableOp(moving.handle(), step);
  }
}
