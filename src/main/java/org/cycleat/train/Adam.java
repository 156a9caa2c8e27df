package org.cycleat.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.cycleat.nn.Variable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyAdam;
import org.tensorflow.types.TFloat32;

/**
 * Adam (Kingma and Ba 2015), in the faster order of computation that the end of the paper's section
 * 2 gives, with ε̂ where algorithm 1 has ε, as in all of TensorFlow:
 *
 * <pre>
 *   m ← β₁ m + (1 - β₁) g        v ← β₂ v + (1 - β₂) g²
 *   θ ← θ - α √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε̂) - α λ θ
 * </pre>
 *
 * <p>The last term is the decoupled weight decay of AdamW (Loshchilov and Hutter 2019), with the
 * learning rate as its factor as in PyTorch. The number of steps, t, advances strictly after every
 * update has read it.
 *
 * @param weightDecay λ, of the variables that {@link UpdateRule#decays} names
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay)
    implements UpdateRule {
  /** The slots' names behind a variable's. */
  static final String M = "/Adam/m";

  static final String V = "/Adam/v";

  public Adam {
    UpdateRule.requireShare("beta1", beta1);
    UpdateRule.requireShare("beta2", beta2);
    if (!(epsilon > 0 && epsilon < 1)) {
      throw new IllegalArgumentException("epsilon must be in (0, 1), got " + epsilon);
    }
    UpdateRule.requireShare("weightDecay", weightDecay);
  }

  /** Without weight decay. */
  public Adam(double beta1, double beta2, double epsilon) {
    this(beta1, beta2, epsilon, 0);
  }

  @Override
  public List<Op> updates(Ops tf, Slots slots, Map<String, Variable> moved, Step step) {
    var next = tf.dtypes.cast(tf.math.add(step.t(), tf.constant(1L)), TFloat32.class);
    Operand<TFloat32> power1 = tf.math.pow(tf.constant((float) beta1), next);
    Operand<TFloat32> power2 = tf.math.pow(tf.constant((float) beta2), next);
    Operand<TFloat32> eps = tf.constant((float) epsilon);
    Operand<TFloat32> zero = tf.constant(0f);
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> rate = step.orElse(tf, step.learningRate(), zero);
    Operand<TFloat32> decay1 = step.orElse(tf, tf.constant((float) beta1), one);
    Operand<TFloat32> decay2 = step.orElse(tf, tf.constant((float) beta2), one);
    List<Op> updates = new ArrayList<>();
    Iterator<Operand<TFloat32>> gradients = step.gradients().iterator();
    moved.forEach(
        (variable, v) -> {
          Operand<TFloat32> gradient = step.orElse(tf, gradients.next(), zero);
          Ops after = weightDecay > 0 && UpdateRule.decays(v) ? decayed(tf, v, rate) : tf;
          updates.add(
              after.train.resourceApplyAdam(
                  v.handle(),
                  slots.add(variable + M, TFloat32.class, v.shape()).handle(),
                  slots.add(variable + V, TFloat32.class, v.shape()).handle(),
                  power1,
                  power2,
                  rate,
                  decay1,
                  decay2,
                  eps,
                  gradient,
                  ResourceApplyAdam.useLocking(true)));
        });
    return updates;
  }

  /** Shrinks a variable; what is built by the result comes after that. */
  private Ops decayed(Ops tf, Variable variable, Operand<TFloat32> rate) {
    var share = tf.math.mul(rate, tf.constant((float) weightDecay));
    Op shrunk = tf.assignSubVariableOp(variable.handle(), tf.math.mul(variable.value(), share));
    return tf.withControlDependencies(List.of(shrunk));
  }

  @Override
  public Map<String, String> kerasSlots() {
    return Map.of(M, "_momentums", V, "_velocities");
  }
}
