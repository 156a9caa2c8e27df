package org.cycleat.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Exponential moving averages of networks' variables, which other networks of the same form hold:
 *
 * <pre>
 *   θ̄ ← d θ̄ + (1 - d) θ        d = min(decay, (1 + t) / (10 + t))
 * </pre>
 *
 * <p>The smaller d of the first steps t, counted from 0, soon forgets the weights that the training
 * started from, as in {@code tf.train.ExponentialMovingAverage(decay, num_updates)}. The moving
 * statistics of batch normalisation are averaged alike, so that they belong to the averaged
 * weights.
 */
public final class WeightAverage {
  private static final String SLOT = "/average";

  private WeightAverage() {}

  /**
   * A network and its average.
   *
   * @param average holds as many variables of the same shapes
   */
  public record Pair(Parameters network, Parameters average) {}

  /**
   * The same step, with averages taken after it. Its initializer gives them the values that the
   * networks have then; their variables are slots of the step.
   *
   * @param pairs of networks that the step moves
   * @param t the training step, a scalar
   */
  public static OptimizerStep after(
      Ops tf, OptimizerStep step, List<Pair> pairs, double decay, Operand<TInt64> t) {
    Ops scope = tf.withSubScope(step.name() + "_average");
    Operand<TFloat32> share = scope.math.sub(scope.constant(1f), decay(scope, decay, t));
    Ops moved = scope.withControlDependencies(List.of(step.target()));
    List<Op> updates = new ArrayList<>();
    List<Op> starts = new ArrayList<>(List.of(step.initializer()));
    List<StoredVariable> slots = new ArrayList<>(step.slots());
    for (Pair pair : pairs) {
      Iterator<Variable> averages = pair.average().all().iterator();
      for (Variable variable : pair.network().all()) {
        Variable mean = averages.next();
        var now = moved.readVariableOp(variable.handle(), TFloat32.class);
        var change = scope.math.mul(scope.math.sub(mean.value(), now), share);
        updates.add(scope.assignSubVariableOp(mean.handle(), change));
        starts.add(scope.assignVariableOp(mean.handle(), variable.value()));
        String name = "%s/%s/%s".formatted(step.name(), pair.network().network(), variable.name());
        slots.add(new StoredVariable(name + SLOT, TFloat32.class, mean.shape(), mean.handle()));
      }
    }
    return new OptimizerStep(
        step.name(),
        scope.withControlDependencies(updates).noOp(),
        scope.withControlDependencies(starts).noOp(),
        step.networks(),
        slots,
        step.learningRate(),
        step.rule());
  }

  /** d at a step. */
  static Operand<TFloat32> decay(Ops tf, double decay, Operand<TInt64> t) {
    Operand<TFloat32> steps = tf.dtypes.cast(t, TFloat32.class);
    Operand<TFloat32> first =
        tf.math.realDiv(tf.math.add(steps, tf.constant(1f)), tf.math.add(steps, tf.constant(10f)));
    return tf.math.minimum(tf.constant((float) decay), first);
  }
}
