package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cycleat.TestGraph;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class SgdTest {
  private final TestGraph graph = new TestGraph();
  private final Ops tf = graph.tf();
  private final Parameters net = new Parameters(tf, "net", 1);
  private final Operand<TFloat32> rate = graph.input(Shape.scalar(), 0.1f);

  /** The gradient by both variables. */
  private final Operand<TFloat32> gradient = graph.input(Shape.of(2), 1, 3);

  private final Variable kernel =
      net.trainable("kernel", Shape.of(2, 1), values(Shape.of(2, 1), 2, -4));
  private final Variable bias = net.trainable("bias", Shape.of(2), Initializer.ONES);

  @AfterEach
  void close() {
    graph.close();
  }

  private static Initializer values(Shape shape, float... values) {
    return (ops, asked, seed) -> ops.reshape(ops.constant(values), ops.constant(shape.asArray()));
  }

  private OptimizerStep step(Sgd rule, boolean scaling) {
    var flat = tf.reshape(kernel.value(), tf.constant(new int[] {2}));
    var loss = tf.sum(tf.math.mul(tf.math.add(flat, bias.value()), gradient), tf.constant(0));
    Optimizer plain = new Optimizer(tf, graph.graph(), rule);
    Optimizer optimizer = scaling ? plain.scalingLosses() : plain;
    OptimizerStep step = optimizer.minimize("step", loss, List.of(net), rate, List.of());
    graph.initialize(net);
    step.initialize(graph.session());
    return step;
  }

  private float[] momentum(OptimizerStep step, Variable variable) {
    String name = "step/net/%s/SGD/momentum".formatted(variable.name());
    StoredVariable slot =
        step.slots().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    return graph.value(tf.readVariableOp(slot.handle(), TFloat32.class));
  }

  /** By hand: μ = 0.5, λ = 0.25 of the kernel only, rates 0.1 and 0.2. */
  @Test
  void twoStepsAtTwoRatesAreThoseOfPyTorch() {
    OptimizerStep step = step(new Sgd(0.5, 0.25), false);
    graph.run(List.of(step.target()));
    // g = 1 + 0.25 · 2 and 3 - 0.25 · 4; b = g; θ - 0.1 · 1.5 g
    assertArrayEquals(new float[] {1.5f, 2}, momentum(step, kernel), 1e-6f);
    assertArrayEquals(new float[] {1.775f, -4.3f}, graph.value(kernel.value()), 1e-6f);
    assertArrayEquals(new float[] {0.85f, 0.55f}, graph.value(bias.value()), 1e-6f);
    graph.set(rate, 0.2f);
    graph.run(List.of(step.target()));
    // g = 1.44375 and 1.925; b = 0.5 b + g; θ - 0.2 · (g + 0.5 b)
    assertArrayEquals(new float[] {2.19375f, 2.925f}, momentum(step, kernel), 1e-6f);
    assertArrayEquals(new float[] {1.266875f, -4.9775f}, graph.value(kernel.value()), 1e-6f);
    assertArrayEquals(new float[] {1.5f, 4.5f}, momentum(step, bias), 1e-6f);
    assertArrayEquals(new float[] {0.5f, -0.5f}, graph.value(bias.value()), 1e-6f);
  }

  /** PyTorch's published pseudo-code, in double precision. */
  @Test
  void equalsPyTorchsFormulaOverManySteps() {
    double mu = 0.9;
    double lambda = 5e-2;
    OptimizerStep step = step(new Sgd(mu, lambda), false);
    double[] theta = {2, -4};
    double[] buffer = new double[2];
    for (int t = 0; t < 200; t++) {
      float alpha = 0.05f * (float) Math.cos(t / 150.0);
      float[] raw = {(float) Math.sin(t), (float) Math.cos(3 * t)};
      graph.set(rate, alpha);
      graph.set(gradient, raw);
      graph.run(List.of(step.target()));
      for (int i = 0; i < 2; i++) {
        double g = raw[i] + lambda * theta[i];
        buffer[i] = t == 0 ? g : mu * buffer[i] + g;
        theta[i] -= alpha * (g + mu * buffer[i]);
      }
    }
    float[] found = graph.value(kernel.value());
    for (int i = 0; i < 2; i++) {
      assertEquals(theta[i], found[i], 1e-4);
      assertEquals(buffer[i], momentum(step, kernel)[i], 1e-4);
    }
  }

  @Test
  void withoutMomentumItIsPlainDescent() {
    OptimizerStep step = step(new Sgd(0, 0), false);
    graph.run(List.of(step.target()));
    assertArrayEquals(new float[] {1.9f, -4.3f}, graph.value(kernel.value()), 1e-6f);
    graph.run(List.of(step.target()));
    assertArrayEquals(new float[] {1.8f, -4.6f}, graph.value(kernel.value()), 1e-6f);
  }

  @Test
  void aStepThatOverflowsMovesNothing() {
    OptimizerStep step = step(new Sgd(0.5, 0.25), true);
    graph.run(List.of(step.target()));
    assertArrayEquals(new float[] {1.775f, -4.3f}, graph.value(kernel.value()), 1e-6f);
    graph.set(gradient, Float.POSITIVE_INFINITY, 1);
    graph.run(List.of(step.target()));
    assertArrayEquals(new float[] {1.775f, -4.3f}, graph.value(kernel.value()), 1e-6f);
    assertArrayEquals(new float[] {1.5f, 2}, momentum(step, kernel), 1e-6f);
    assertArrayEquals(new float[] {1, 3}, momentum(step, bias), 1e-6f);
  }

  @Test
  void refusesImpossibleSettings() {
    assertThrows(IllegalArgumentException.class, () -> new Sgd(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Sgd(0.9, -0.1));
    assertThrows(IllegalArgumentException.class, () -> new Sgd(Double.NaN, 0));
  }
}
