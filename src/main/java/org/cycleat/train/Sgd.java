package org.cycleat.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.cycleat.nn.Variable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * Stochastic gradient descent with Nesterov's momentum in the form of PyTorch's {@code
 * SGD(nesterov=True)}:
 *
 * <pre>
 *   g ← g + λ θ        b ← μ b + g        θ ← θ - α (g + μ b)
 * </pre>
 *
 * <p>Unlike the form of Sutskever et al. 2013, which Keras has, the learning rate is no part of b:
 * a lower rate acts at once on the whole step. At a constant rate both are the same.
 *
 * @param momentum μ; 0 is plain gradient descent
 * @param weightDecay λ, of the variables that {@link UpdateRule#decays} names
 */
public record Sgd(double momentum, double weightDecay) implements UpdateRule {
  /** The slot's name behind a variable's. */
  static final String MOMENTUM = "/SGD/momentum";

  public Sgd {
    UpdateRule.requireShare("momentum", momentum);
    UpdateRule.requireShare("weightDecay", weightDecay);
  }

  @Override
  public List<Op> updates(Ops tf, Slots slots, Map<String, Variable> moved, Step step) {
    Operand<TFloat32> zero = tf.constant(0f);
    Operand<TFloat32> rate = step.orElse(tf, step.learningRate(), zero);
    Operand<TFloat32> mu = step.orElse(tf, tf.constant((float) momentum), tf.constant(1f));
    Operand<TFloat32> lambda = tf.constant((float) weightDecay);
    List<Op> updates = new ArrayList<>();
    Iterator<Operand<TFloat32>> gradients = step.gradients().iterator();
    moved.forEach(
        (variable, v) -> {
          Operand<TFloat32> gradient = gradients.next();
          if (weightDecay > 0 && UpdateRule.decays(v)) {
            gradient = tf.math.add(gradient, tf.math.mul(lambda, v.value()));
          }
          updates.add(
              tf.train.resourceApplyMomentum(
                  v.handle(),
                  slots.add(variable + MOMENTUM, TFloat32.class, v.shape()).handle(),
                  rate,
                  step.orElse(tf, gradient, zero),
                  mu,
                  ResourceApplyMomentum.useLocking(true),
                  ResourceApplyMomentum.useNesterov(true)));
        });
    return updates;
  }

  /** None: Keras's momentums contain the learning rates of the steps that they come from. */
  @Override
  public Map<String, String> kerasSlots() {
    return Map.of();
  }
}
