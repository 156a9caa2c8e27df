package org.cycleat.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class AdversarialLossTest {
  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  private Operand<TFloat32> fakes() {
    return graph.input(Shape.of(1, 3, 1, 1), 0, 1, -2);
  }

  private Operand<TFloat32> reals() {
    return graph.input(Shape.of(2, 1, 1, 1), 0.5f, -1);
  }

  @Test
  void logGenerator() {
    // (softplus(0) + softplus(-1) + softplus(2)) / 3 = (0.69314718 + 0.31326169 + 2.12692801) / 3
    var loss = AdversarialLoss.LOG.generator(graph.tf(), fakes());
    assertArrayEquals(new float[] {1.0444456f}, graph.value(loss), 1e-6f);
  }

  @Test
  void logDiscriminator() {
    // reals (softplus(-0.5) + softplus(1)) / 2 = (0.47407698 + 1.31326169) / 2,
    // fakes (softplus(0) + softplus(1) + softplus(-2)) / 3 = 2.13333688 / 3
    var loss = AdversarialLoss.LOG.discriminator(graph.tf(), reals(), fakes());
    assertArrayEquals(new float[] {1.6047816f}, graph.value(loss), 1e-6f);
  }

  @Test
  void logDiscriminatorIsTheNegativeOfEquation4() {
    double real = (Math.log(sigmoid(0.5)) + Math.log(sigmoid(-1))) / 2;
    double fake =
        (Math.log(1 - sigmoid(0)) + Math.log(1 - sigmoid(1)) + Math.log(1 - sigmoid(-2))) / 3;
    var loss = AdversarialLoss.LOG.discriminator(graph.tf(), reals(), fakes());
    assertEquals(-(real + fake), graph.value(loss)[0], 1e-6);
  }

  @Test
  void lsganGenerator() {
    // ((0 - 1)^2 + (1 - 1)^2 + (-2 - 1)^2) / 3
    var loss = AdversarialLoss.LSGAN.generator(graph.tf(), fakes());
    assertArrayEquals(new float[] {10 / 3f}, graph.value(loss), 1e-6f);
  }

  @Test
  void lsganDiscriminator() {
    // (0.25 + 4) / 2 + (0 + 1 + 4) / 3
    var loss = AdversarialLoss.LSGAN.discriminator(graph.tf(), reals(), fakes());
    assertArrayEquals(new float[] {3.7916667f}, graph.value(loss), 1e-6f);
  }

  @ParameterizedTest
  @EnumSource
  void areScalars(AdversarialLoss loss) {
    assertEquals(0, loss.generator(graph.tf(), fakes()).shape().numDimensions());
    assertEquals(0, loss.discriminator(graph.tf(), reals(), fakes()).shape().numDimensions());
  }

  @ParameterizedTest
  @EnumSource
  void gradientsMatchDifferences(AdversarialLoss loss) {
    var reals = graph.normal(1, 2, 3, 4, 1);
    var fakes = graph.normal(2, 1, 2, 5, 1);
    GradientCheck.assertGradients(graph, loss.generator(graph.tf(), fakes), fakes);
    GradientCheck.assertGradients(
        graph, loss.discriminator(graph.tf(), reals, fakes), reals, fakes);
  }

  @Test
  void certainScoresStayFinite() {
    var reals = graph.input(Shape.of(2), -200, 200);
    var fakes = graph.input(Shape.of(2), 200, -200);
    var loss = AdversarialLoss.LOG.discriminator(graph.tf(), reals, fakes);
    assertArrayEquals(new float[] {200}, graph.value(loss), 1e-4f);
    var gradients = GradientCheck.gradients(graph, loss, reals, fakes);
    assertArrayEquals(new float[] {-0.5f, 0}, graph.value(gradients.get(0)), 1e-6f);
    assertArrayEquals(new float[] {0.5f, 0}, graph.value(gradients.get(1)), 1e-6f);
  }

  @Test
  void aGeneratorThatFailsStillLearns() {
    // E[log(1 - D)] would have a slope of 2e-9 here.
    var fakes = graph.input(Shape.of(1), -20);
    var loss = AdversarialLoss.LOG.generator(graph.tf(), fakes);
    var gradient = GradientCheck.gradients(graph, loss, fakes).get(0);
    assertArrayEquals(new float[] {-1}, graph.value(gradient), 1e-6f);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
