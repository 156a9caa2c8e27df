package org.cycleat.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyAdam;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Adam (Kingma and Ba 2015), in the faster order of computation that the end of the paper's section
 * 2 gives, with ε̂ where algorithm 1 has ε, as in all of TensorFlow:
 *
 * <pre>
 *   m ← β₁ m + (1 - β₁) g        v ← β₂ v + (1 - β₂) g²
 *   θ ← θ - α √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε̂)
 * </pre>
 *
 * <p>The number of steps, t, advances strictly after every update has read it.
 */
public final class Adam {
  /** The slots' names behind the step's; those of {@link #M} and {@link #V} follow a variable's. */
  static final String ITERATIONS = "iterations";

  static final String M = "/Adam/m";
  static final String V = "/Adam/v";

  private final Ops tf;
  private final Graph graph;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final boolean scales;

  /**
   * @param graph the graph that {@code tf} builds
   */
  public Adam(Ops tf, Graph graph, double beta1, double beta2, double epsilon) {
    this(tf, graph, beta1, beta2, epsilon, false);
  }

  private Adam(Ops tf, Graph graph, double beta1, double beta2, double epsilon, boolean scales) {
    requireDecay("beta1", beta1);
    requireDecay("beta2", beta2);
    if (!(epsilon > 0 && epsilon < 1)) {
      throw new IllegalArgumentException("epsilon must be in (0, 1), got " + epsilon);
    }
    this.tf = tf;
    this.graph = graph;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.scales = scales;
  }

  /**
   * The same for networks that compute in float16: losses are scaled while gradients are taken, and
   * a step whose gradients are not finite moves nothing and is not counted.
   */
  public Adam scalingLosses() {
    return new Adam(tf, graph, beta1, beta2, epsilon, true);
  }

  /**
   * Adds a step that moves the trainable variables of {@code networks} down the gradient of {@code
   * loss}, and nothing else.
   *
   * @param name of the step, unique in the graph; its slots are named after it
   * @param loss a scalar
   * @param learningRate a scalar, α; fed, so that a schedule stays outside the graph
   * @param alsoRun what a step does besides, such as the updates of moving averages
   * @throws IllegalArgumentException where the loss does not reach a variable, or reaches it only
   *     through operations without a gradient; the message names it
   */
  public OptimizerStep minimize(
      String name,
      Operand<TFloat32> loss,
      List<Parameters> networks,
      Operand<TFloat32> learningRate,
      List<Op> alsoRun) {
    return minimize(name, List.of(loss), networks, learningRate, alsoRun);
  }

  /**
   * Adds such a step for the mean of the losses of several towers, see {@link Towers}.
   *
   * @param losses each a scalar, whose gradients are computed on the device of its last operation
   */
  public OptimizerStep minimize(
      String name,
      List<Operand<TFloat32>> losses,
      List<Parameters> networks,
      Operand<TFloat32> learningRate,
      List<Op> alsoRun) {
    Gradients gradients = new Gradients(graph, name, networks);
    Ops scope = tf.withSubScope(name);
    Slots slots = new Slots(scope, name);
    StoredVariable iterations = slots.add(ITERATIONS, TInt64.class, Shape.scalar());
    List<Op> updates = new ArrayList<>(alsoRun);
    Update update;
    if (scales) {
      LossScale scale = new LossScale(scope, slots);
      var found = scale.unscaled(gradients.ofMean(tf, losses, scale.factor()));
      Operand<TBool> accepted = scale.accepts(found);
      updates.addAll(scale.updates(accepted));
      update = update(scope, learningRate, found).onlyWhere(scope, accepted);
    } else {
      update = update(scope, learningRate, gradients.ofMean(tf, losses, null));
    }
    updates.addAll(updates(scope, slots, iterations, gradients.by(), update));
    List<StoredVariable> stored = slots.stored();
    StoredVariable rate = slots.add("learning_rate", TFloat32.class, Shape.scalar());
    updates.add(scope.assignVariableOp(rate.handle(), learningRate));
    Op advanced =
        scope
            .withControlDependencies(updates)
            .assignAddVariableOp(iterations.handle(), update.counted());
    Op target = scope.withControlDependencies(List.of(advanced)).noOp();
    return new OptimizerStep(name, target, slots.initializer(), networks, stored, rate);
  }

  /**
   * What a step is made of.
   *
   * @param counted by how much t advances
   */
  private record Update(
      List<Operand<TFloat32>> gradients,
      Operand<TFloat32> learningRate,
      Operand<TFloat32> beta1,
      Operand<TFloat32> beta2,
      Operand<TInt64> counted) {

    /** The same, or where it is not accepted one that leaves θ, m, v and t as they are. */
    Update onlyWhere(Ops tf, Operand<TBool> accepted) {
      Operand<TFloat32> zero = tf.constant(0f);
      Operand<TFloat32> one = tf.constant(1f);
      return new Update(
          gradients.stream()
              .<Operand<TFloat32>>map(gradient -> tf.select(accepted, gradient, zero))
              .toList(),
          tf.select(accepted, learningRate, zero),
          tf.select(accepted, beta1, one),
          tf.select(accepted, beta2, one),
          tf.dtypes.cast(accepted, TInt64.class));
    }
  }

  private Update update(
      Ops scope, Operand<TFloat32> learningRate, List<Operand<TFloat32>> gradients) {
    return new Update(
        gradients,
        learningRate,
        scope.constant((float) beta1),
        scope.constant((float) beta2),
        scope.constant(1L));
  }

  private List<Op> updates(
      Ops scope,
      Slots slots,
      StoredVariable iterations,
      Map<String, Variable> moved,
      Update update) {
    var t = scope.readVariableOp(iterations.handle(), TInt64.class);
    var next = scope.dtypes.cast(scope.math.add(t, scope.constant(1L)), TFloat32.class);
    Operand<TFloat32> power1 = scope.math.pow(scope.constant((float) beta1), next);
    Operand<TFloat32> power2 = scope.math.pow(scope.constant((float) beta2), next);
    Operand<TFloat32> eps = scope.constant((float) epsilon);
    List<Op> updates = new ArrayList<>();
    Iterator<Operand<TFloat32>> gradient = update.gradients().iterator();
    moved.forEach(
        (variable, v) ->
            updates.add(
                scope.train.resourceApplyAdam(
                    v.handle(),
                    slots.add(variable + M, TFloat32.class, v.shape()).handle(),
                    slots.add(variable + V, TFloat32.class, v.shape()).handle(),
                    power1,
                    power2,
                    update.learningRate(),
                    update.beta1(),
                    update.beta2(),
                    eps,
                    gradient.next(),
                    ResourceApplyAdam.useLocking(true))));
    return updates;
  }

  private static void requireDecay(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), got " + value);
    }
  }
}
