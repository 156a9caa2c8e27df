package org.cycleat.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cycleat.nn.Parameters;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Adds steps to a graph that move variables down the gradient of a loss, by a rule. */
public final class Optimizer {
  /** The slot's name behind the step's. */
  static final String ITERATIONS = "iterations";

  private final Ops tf;
  private final Graph graph;
  private final UpdateRule rule;
  private final boolean scales;

  /**
   * @param graph the graph that {@code tf} builds
   */
  public Optimizer(Ops tf, Graph graph, UpdateRule rule) {
    this(tf, graph, rule, false);
  }

  private Optimizer(Ops tf, Graph graph, UpdateRule rule, boolean scales) {
    this.tf = tf;
    this.graph = graph;
    this.rule = rule;
    this.scales = scales;
  }

  /**
   * The same for networks that compute in float16: losses are scaled while gradients are taken, and
   * a step whose gradients are not finite moves nothing and is not counted.
   */
  public Optimizer scalingLosses() {
    return new Optimizer(tf, graph, rule, true);
  }

  /**
   * Adds a step that moves the trainable variables of {@code networks} down the gradient of {@code
   * loss}, and nothing else.
   *
   * @param name of the step, unique in the graph; its slots are named after it
   * @param loss a scalar
   * @param learningRate a scalar; fed, so that a schedule stays outside the graph
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
    var t = scope.readVariableOp(iterations.handle(), TInt64.class);
    List<Op> updates = new ArrayList<>(alsoRun);
    UpdateRule.Step step;
    if (scales) {
      LossScale scale = new LossScale(scope, slots);
      var found = scale.unscaled(gradients.ofMean(tf, losses, scale.factor()));
      Operand<TBool> accepted = scale.accepts(found);
      updates.addAll(scale.updates(accepted));
      step = new UpdateRule.Step(t, learningRate, found, Optional.of(accepted));
    } else {
      var found = gradients.ofMean(tf, losses, null);
      step = new UpdateRule.Step(t, learningRate, found, Optional.empty());
    }
    updates.addAll(rule.updates(scope, slots, gradients.by(), step));
    List<StoredVariable> stored = slots.stored();
    StoredVariable rate = slots.add("learning_rate", TFloat32.class, Shape.scalar());
    updates.add(scope.assignVariableOp(rate.handle(), learningRate));
    Op advanced =
        scope
            .withControlDependencies(updates)
            .assignAddVariableOp(
                iterations.handle(), step.orElse(scope, scope.constant(1L), scope.constant(0L)));
    Op target = scope.withControlDependencies(List.of(advanced)).noOp();
    return new OptimizerStep(name, target, slots.initializer(), networks, stored, rate, rule);
  }
}
