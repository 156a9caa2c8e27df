package org.cycleat.train;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Dynamic loss scaling (Micikevicius et al. 2018, section 3.2), with the constants of Keras's
 * LossScaleOptimizer: a factor on the loss lifts gradients into the range of float16. It doubles
 * after 2,000 steps with finite gradients, and halves at a step without, which is left out.
 */
final class LossScale {
  static final String SCALE = "loss_scale";
  static final float INITIAL = 32_768;

  /**
   * At this nothing is left to halve: such a step is taken, so that the loss shows it and stops.
   */
  private static final float LEAST = 1;

  private static final long STEPS_TO_DOUBLE = 2000;

  private final Ops tf;
  private final StoredVariable scale;
  private final StoredVariable finiteSteps;
  private final Operand<TFloat32> factor;

  LossScale(Ops tf, Slots slots) {
    this.tf = tf;
    scale = slots.add(SCALE, TFloat32.class, Shape.scalar(), tf.constant(INITIAL));
    finiteSteps = slots.add("finite_steps", TInt64.class, Shape.scalar());
    factor = tf.readVariableOp(scale.handle(), TFloat32.class);
  }

  /** What gradients are to be multiplied by while they are computed, a scalar. */
  Operand<TFloat32> factor() {
    return factor;
  }

  /** The gradients of the loss from the scaled ones; powers of two lose no digit. */
  List<Operand<TFloat32>> unscaled(List<Operand<TFloat32>> gradients) {
    Operand<TFloat32> inverse = tf.math.reciprocal(factor);
    return gradients.stream()
        .<Operand<TFloat32>>map(gradient -> tf.math.mul(gradient, inverse))
        .toList();
  }

  /** Whether a step with these gradients is to be taken, a scalar. */
  Operand<TBool> accepts(List<Operand<TFloat32>> gradients) {
    // One number a gradient, since it has infinities and NaNs of any element.
    List<Operand<TFloat32>> squares =
        gradients.stream().<Operand<TFloat32>>map(g -> tf.nn.l2Loss(g)).toList();
    return tf.math.logicalOr(
        tf.math.isFinite(tf.math.addN(squares)), tf.math.lessEqual(factor, tf.constant(LEAST)));
  }

  /** Adapts the scale to what has become of a step. */
  List<Op> updates(Operand<TBool> accepted) {
    var steps = tf.readVariableOp(finiteSteps.handle(), TInt64.class);
    Operand<TInt64> more = tf.math.add(steps, tf.constant(1L));
    Operand<TBool> isDue = tf.math.greaterEqual(more, tf.constant(STEPS_TO_DOUBLE));
    Operand<TFloat32> grown = tf.select(isDue, tf.math.mul(factor, tf.constant(2f)), factor);
    Operand<TFloat32> halved =
        tf.math.maximum(tf.math.mul(factor, tf.constant(0.5f)), tf.constant(LEAST));
    Operand<TInt64> none = tf.constant(0L);
    Operand<TInt64> counted = tf.select(tf.math.logicalAnd(accepted, isDue), none, more);
    return List.of(
        tf.assignVariableOp(scale.handle(), tf.select(accepted, grown, halved)),
        tf.assignVariableOp(finiteSteps.handle(), tf.select(accepted, counted, none)));
  }
}
