package org.cycleat.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyAdam;
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

  /**
   * @param graph the graph that {@code tf} builds
   */
  public Adam(Ops tf, Graph graph, double beta1, double beta2, double epsilon) {
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
    Map<String, Variable> moved = moved(name, networks);
    List<Operand<TFloat32>> gradients = gradients(name, loss, moved);
    Ops scope = tf.withSubScope(name);
    Slots slots = new Slots(scope, name);
    var iterations = slots.add(ITERATIONS, TInt64.class, Shape.scalar());
    var t = scope.readVariableOp(iterations.handle(), TInt64.class);
    var next = scope.dtypes.cast(scope.math.add(t, scope.constant(1L)), TFloat32.class);
    Operand<TFloat32> b1 = scope.constant((float) beta1);
    Operand<TFloat32> b2 = scope.constant((float) beta2);
    Operand<TFloat32> power1 = scope.math.pow(b1, next);
    Operand<TFloat32> power2 = scope.math.pow(b2, next);
    Operand<TFloat32> eps = scope.constant((float) epsilon);
    List<Op> updates = new ArrayList<>(alsoRun);
    Iterator<Operand<TFloat32>> gradient = gradients.iterator();
    moved.forEach(
        (variable, v) ->
            updates.add(
                scope.train.resourceApplyAdam(
                    v.handle(),
                    slots.add(variable + M, TFloat32.class, v.shape()).handle(),
                    slots.add(variable + V, TFloat32.class, v.shape()).handle(),
                    power1,
                    power2,
                    learningRate,
                    b1,
                    b2,
                    eps,
                    gradient.next(),
                    ResourceApplyAdam.useLocking(true))));
    List<StoredVariable> stored = slots.stored();
    StoredVariable rate = slots.add("learning_rate", TFloat32.class, Shape.scalar());
    updates.add(scope.assignVariableOp(rate.handle(), learningRate));
    Op advanced =
        scope
            .withControlDependencies(updates)
            .assignAddVariableOp(iterations.handle(), scope.constant(1L));
    Op target = scope.withControlDependencies(List.of(advanced)).noOp();
    return new OptimizerStep(name, target, slots.initializer(), networks, stored, rate);
  }

  private static Map<String, Variable> moved(String name, List<Parameters> networks) {
    Map<String, Variable> moved = new LinkedHashMap<>();
    for (Parameters network : networks) {
      for (Variable v : network.trainable()) {
        if (moved.put(network.network() + "/" + v.name(), v) != null) {
          throw new IllegalArgumentException(name + " got " + network.network() + " twice");
        }
      }
    }
    if (moved.isEmpty()) {
      throw new IllegalArgumentException(name + " has no trainable variable to move");
    }
    return moved;
  }

  private List<Operand<TFloat32>> gradients(
      String name, Operand<TFloat32> loss, Map<String, Variable> moved) {
    Output<?>[] reads =
        moved.values().stream().map(v -> v.value().asOutput()).toArray(Output<?>[]::new);
    Output<?>[] found;
    try {
      found = graph.addGradients(loss.asOutput(), reads);
    } catch (TFInvalidArgumentException e) {
      throw unreached(name, moved, e);
    }
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (Map.Entry<String, Variable> entry : moved.entrySet()) {
      Output<?> gradient = found[gradients.size()];
      if (isMissing(gradient)) {
        throw new IllegalArgumentException(
            "the loss of %s has no gradient for %s: every path to it is stopped"
                .formatted(name, entry.getKey()));
      }
      gradients.add(gradient.expect(TFloat32.class));
    }
    return gradients;
  }

  /** TensorFlow's message names the operation that reads the variable, not the variable. */
  private static RuntimeException unreached(
      String name, Map<String, Variable> moved, TFInvalidArgumentException cause) {
    for (Map.Entry<String, Variable> entry : moved.entrySet()) {
      String read = entry.getValue().value().op().name();
      if (cause.getMessage().contains("'" + read + "'")) {
        return new IllegalArgumentException(
            "the loss of %s does not reach %s".formatted(name, entry.getKey()), cause);
      }
    }
    return cause;
  }

  /** Where a path exists but stops, TensorFlow gives an output of no operation. */
  private static boolean isMissing(Output<?> gradient) {
    try {
      return gradient.op().name().isEmpty();
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static void requireDecay(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), got " + value);
    }
  }
}
