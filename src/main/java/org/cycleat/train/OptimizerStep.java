package org.cycleat.train;

import java.util.List;
import org.cycleat.nn.Parameters;
import org.tensorflow.Session;
import org.tensorflow.op.Op;

/**
 * One step of an optimiser, to be added to a session's run as a target.
 *
 * @param name as given to the optimiser
 * @param target runs the forward passes, the updates and what else the step was given
 * @param initializer resets the slots
 * @param networks those that it moves
 * @param slots what a training checkpoint must keep
 * @param learningRate the last that it was given, which a training checkpoint tells others
 * @param rule by which it moves them
 */
public record OptimizerStep(
    String name,
    Op target,
    Op initializer,
    List<Parameters> networks,
    List<StoredVariable> slots,
    StoredVariable learningRate,
    UpdateRule rule) {

  /** Gives the slots their first values. */
  public void initialize(Session session) {
    session.run(initializer);
  }
}
