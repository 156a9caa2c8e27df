package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.cycleat.TestGraph;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** Steps of a loss of float16 whose gradient is what {@link #factor} says. */
class LossScaleTest {
  private final TestGraph graph = new TestGraph();
  private final Ops tf = graph.tf();
  private final Parameters net = new Parameters(tf, "net", 1);
  private final Variable w = net.trainable("w", Shape.of(2), Initializer.ONES);
  private final Operand<TFloat32> factor = graph.input(Shape.of(2), 1, 1);
  private final Operand<TFloat32> rate = tf.constant(0.125f);

  @AfterEach
  void close() {
    graph.close();
  }

  /** sum(factor to that power · w), in float16. */
  private Operand<TFloat32> loss(int power) {
    Operand<TFloat16> product = tf.dtypes.cast(w.value(), TFloat16.class);
    for (int i = 0; i < power; i++) {
      product = tf.math.mul(tf.dtypes.cast(factor, TFloat16.class), product);
    }
    return tf.dtypes.cast(tf.sum(product, tf.constant(0)), TFloat32.class);
  }

  private OptimizerStep step() {
    return step(1);
  }

  private OptimizerStep step(int power) {
    OptimizerStep step =
        new Optimizer(tf, graph.graph(), new Adam(0.5, 0.75, 1e-8))
            .scalingLosses()
            .minimize("step", loss(power), List.of(net), rate, List.of());
    net.initialize(graph.session());
    step.initialize(graph.session());
    return step;
  }

  private float slot(OptimizerStep step, String name) {
    return graph.value(read(step, name, TFloat32.class))[0];
  }

  private long count(OptimizerStep step, String name) {
    return (long) graph.value(tf.dtypes.cast(read(step, name, TInt64.class), TFloat32.class))[0];
  }

  private <T extends TNumber> Operand<T> read(OptimizerStep step, String name, Class<T> type) {
    StoredVariable slot =
        step.slots().stream()
            .filter(s -> s.name().equals("step/" + name))
            .findFirst()
            .orElseThrow();
    return tf.readVariableOp(slot.handle(), type);
  }

  @Test
  void gradientsBelowTheRangeAreNotLost() {
    OptimizerStep step = step(3);
    graph.set(factor, 2e-3f, 1); // float16 has nothing between 0 and 6e-8
    graph.run(List.of(step.target()));
    float gradient = slot(step, "net/w/Adam/m") * 2; // m is (1 - beta1) times the gradient
    assertEquals(8e-9f, gradient, 1e-10f);
  }

  @Test
  void aStepThatOverflowsMovesNothingAndHalvesTheScale() {
    OptimizerStep step = step();
    graph.run(List.of(step.target()));
    var before = state(step);
    assertEquals(1, count(step, "iterations"));
    assertEquals(1, count(step, "finite_steps"));
    graph.set(factor, 4, 1); // 4 · 32768 is more than 65,504
    graph.run(List.of(step.target()));
    assertEquals(before, state(step));
    assertEquals(16_384f, slot(step, LossScale.SCALE));
    assertEquals(0, count(step, "finite_steps"));
    graph.set(factor, 2, 1);
    graph.run(List.of(step.target()));
    assertEquals(2, count(step, "iterations"));
    assertEquals(16_384f, slot(step, LossScale.SCALE));
    // m = 0.5 · 0.5 + 0.5 · 2
    assertEquals(1.25f, slot(step, "net/w/Adam/m"), 1e-6f);
  }

  private Map<String, Float> state(OptimizerStep step) {
    return Map.of(
        "w",
        graph.value(w.value())[0],
        "m",
        slot(step, "net/w/Adam/m"),
        "v",
        slot(step, "net/w/Adam/v"),
        "t",
        (float) count(step, "iterations"));
  }

  @Test
  void theScaleDoublesAfterManyFiniteSteps() {
    OptimizerStep step = step();
    for (int i = 0; i < 2000; i++) {
      assertEquals(LossScale.INITIAL, i % 500 == 0 ? slot(step, LossScale.SCALE) : 32_768f);
      graph.run(List.of(step.target()));
    }
    assertEquals(65_536f, slot(step, LossScale.SCALE));
    assertEquals(0, count(step, "finite_steps"));
  }

  @Test
  void whatIsNotFiniteWithoutAnyScaleIsNotHidden() {
    OptimizerStep step = step();
    graph.set(factor, Float.NaN, 1);
    for (int i = 0; i < 15; i++) { // 32768 is 2 to the power 15
      graph.run(List.of(step.target()));
      assertEquals(1f, graph.value(w.value())[0]);
    }
    assertEquals(1f, slot(step, LossScale.SCALE));
    graph.run(List.of(step.target()));
    assertTrue(Float.isNaN(graph.value(w.value())[0]));
    assertEquals(1f, slot(step, LossScale.SCALE));
  }
}
