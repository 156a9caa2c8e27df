package org.cycleat.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a generator and its discriminator play for, equations (4) and (5). Scores are the
 * discriminator's raw output, of any shape; expectations are means over all scores of the batch.
 * Both methods return a scalar to minimise.
 */
public enum AdversarialLoss {

  /**
   * The paper's, with D = sigmoid(score) and computed on the scores, so that no logarithm meets a
   * rounded zero: - log D = softplus(- score), - log(1 - D) = softplus(score).
   */
  LOG {
    @Override
    Operand<TFloat32> asReal(Ops tf, Operand<TFloat32> scores) {
      return tf.math.softplus(tf.math.neg(scores));
    }

    @Override
    Operand<TFloat32> asFake(Ops tf, Operand<TFloat32> scores) {
      return tf.math.softplus(scores);
    }
  },

  /** CycleGAN's least squares (Mao et al. 2017): reals at 1, fakes at 0. */
  LSGAN {
    @Override
    Operand<TFloat32> asReal(Ops tf, Operand<TFloat32> scores) {
      return tf.math.squaredDifference(scores, tf.constant(1f));
    }

    @Override
    Operand<TFloat32> asFake(Ops tf, Operand<TFloat32> scores) {
      return tf.math.square(scores);
    }
  };

  /** The cost of each score when a real image was expected. */
  abstract Operand<TFloat32> asReal(Ops tf, Operand<TFloat32> scores);

  /** The cost of each score when a fake was expected. */
  abstract Operand<TFloat32> asFake(Ops tf, Operand<TFloat32> scores);

  /**
   * The generator's step: its fakes should pass for real. For {@link #LOG} this is the
   * non-saturating - E[log D(G(x))] in place of E[log(1 - D(G(x)))] (Goodfellow et al. 2014).
   */
  public Operand<TFloat32> generator(Ops tf, Operand<TFloat32> scoresOfFakes) {
    return Reduction.mean(tf, asReal(tf, scoresOfFakes));
  }

  /** The discriminator's step: the negative of (4) or (5). */
  public Operand<TFloat32> discriminator(
      Ops tf, Operand<TFloat32> scoresOfReal, Operand<TFloat32> scoresOfFakes) {
    return tf.math.add(
        Reduction.mean(tf, asReal(tf, scoresOfReal)),
        Reduction.mean(tf, asFake(tf, scoresOfFakes)));
  }
}
