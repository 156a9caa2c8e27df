package org.cycleat.nn;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;

/**
 * One forward pass through one or more networks: where its operations go, whether layers behave as
 * in training, and the updates of moving statistics that it asks for.
 *
 * <p>A training step must run the updates; the optimiser's step takes them as dependencies.
 */
public final class Pass {
  private final Ops tf;
  private final boolean training;
  private final Operand<TInt64> step;
  private final List<Op> updates = new ArrayList<>();

  private Pass(Ops tf, boolean training, Operand<TInt64> step) {
    this.tf = tf;
    this.training = training;
    this.step = step;
  }

  /**
   * A pass in which batch statistics are used and dropout drops.
   *
   * @param step the training step, a scalar: what a layer draws at random depends on it and nothing
   *     else, so that a resumed run draws the same
   */
  public static Pass training(Ops tf, Operand<TInt64> step) {
    return new Pass(tf, true, step);
  }

  /** A pass that uses the moving statistics and changes nothing: a frozen teacher, an export. */
  public static Pass inference(Ops tf) {
    return new Pass(tf, false, tf.constant(0L));
  }

  public Ops tf() {
    return tf;
  }

  public boolean isTraining() {
    return training;
  }

  public Operand<TInt64> step() {
    return step;
  }

  void update(Op assignment) {
    updates.add(assignment);
  }

  /** The assignments to moving statistics that the layers applied so far ask for. */
  public List<Op> updates() {
    return List.copyOf(updates);
  }
}
