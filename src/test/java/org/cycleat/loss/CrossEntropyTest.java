package org.cycleat.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class CrossEntropyTest {
  // log(e^1 + e^2 + e^3) = 3.40760596, log(e^1 + e^0 + e^-1) = 1.40760596
  private static final float[] LOGITS = {1, 2, 3, 1, 0, -1};

  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  private Operand<TFloat32> loss(CrossEntropy loss, int... labels) {
    return loss.of(graph.tf(), graph.input(Shape.of(2, 3), LOGITS), graph.labels(labels));
  }

  @Test
  void isTheMeanNegativeLogLikelihood() {
    // (0.40760596 + 1.40760596) / 2
    assertArrayEquals(
        new float[] {0.90760595f}, graph.value(loss(CrossEntropy.PLAIN, 2, 1)), 1e-6f);
  }

  @Test
  void smoothingSpreadsItsShareOverEveryClass() {
    // Targets 0.8 and twice 0.1: (0.70760596 + 1.40760596) / 2
    var smoothed = new CrossEntropy(0.3f, List.of());
    assertArrayEquals(new float[] {1.057606f}, graph.value(loss(smoothed, 2, 1)), 1e-6f);
  }

  @Test
  void classWeightsMakeAWeightedMean() {
    // (1 * 0.40760596 + 3 * 1.40760596) / (1 + 3)
    var weighted = new CrossEntropy(0f, List.of(5f, 3f, 1f));
    assertArrayEquals(new float[] {1.157606f}, graph.value(loss(weighted, 2, 1)), 1e-6f);
  }

  @Test
  void targetsMayBeAnyDistributions() {
    // logSoftmax: -2.40760596, -1.40760596, -0.40760596; then -0.40760596, -1.40760596, -2.40760596
    // first 0.25 * 2.40760596 + 0.75 * 0.40760596 = 0.90760596; second 0.5 * (1.407.. + 2.407..)
    var logits = graph.input(Shape.of(2, 3), LOGITS);
    var targets = graph.input(Shape.of(2, 3), 0.25f, 0, 0.75f, 0, 0.5f, 0.5f);
    var labels = graph.labels(2, 1);
    var plain = CrossEntropy.PLAIN.of(graph.tf(), logits, targets, labels);
    assertArrayEquals(new float[] {1.407606f}, graph.value(plain), 1e-6f);
    // images weigh as their labels: (1 * 0.90760596 + 3 * 1.90760596) / 4; no further smoothing
    var weighted = new CrossEntropy(0.3f, List.of(5f, 3f, 1f));
    var mean = weighted.of(graph.tf(), logits, targets, labels);
    assertArrayEquals(new float[] {1.657606f}, graph.value(mean), 1e-6f);
    GradientCheck.assertGradients(graph, mean, logits);
  }

  @Test
  void imagesWeighAsTheirTargetsAddUp() {
    // of logSoftmax as above; the first image weighs 2, the second a half
    var logits = graph.input(Shape.of(2, 3), LOGITS);
    var targets = graph.input(Shape.of(2, 3), 0.5f, 0, 1.5f, 0, 0.25f, 0.25f);
    var labels = graph.labels(2, 1);
    // (2 * 0.90760596 + 0.5 * 1.90760596) / 2.5
    var images = CrossEntropy.PLAIN.ofWeighted(graph.tf(), logits, targets, labels);
    assertArrayEquals(new float[] {1.107606f}, graph.value(images), 1e-6f);
    GradientCheck.assertGradients(graph, images, logits);
    // (2 * 1 * 0.90760596 + 0.5 * 3 * 1.90760596) / (2 * 1 + 0.5 * 3)
    var both =
        new CrossEntropy(0f, List.of(5f, 3f, 1f)).ofWeighted(graph.tf(), logits, targets, labels);
    assertArrayEquals(new float[] {1.336177f}, graph.value(both), 1e-6f);
    GradientCheck.assertGradients(graph, both, logits);
  }

  @Test
  void imagesThatWeighNothingTeachNothing() {
    var logits = graph.input(Shape.of(2, 3), LOGITS);
    var one = graph.input(Shape.of(2, 3), 0, 0, 0, 0, 1, 0);
    var loss = CrossEntropy.PLAIN.ofWeighted(graph.tf(), logits, one, graph.labels(2, 1));
    assertArrayEquals(new float[] {1.407606f}, graph.value(loss), 1e-6f);
    var gradient = GradientCheck.gradients(graph, loss, logits).get(0);
    assertArrayEquals(new float[3], Arrays.copyOf(graph.value(gradient), 3), Float.MIN_VALUE);
    var none = graph.input(Shape.of(2, 3), new float[6]);
    var nothing = CrossEntropy.PLAIN.ofWeighted(graph.tf(), logits, none, graph.labels(2, 1));
    assertEquals(0f, Math.abs(graph.value(nothing)[0]));
  }

  @Test
  void theTargetOfALabelIsSmoothed() {
    assertArrayEquals(
        new float[] {0.1f, 0.1f, 0.8f}, new CrossEntropy(0.3f, List.of()).target(2, 3), 1e-6f);
    assertArrayEquals(new float[] {0, 1}, CrossEntropy.PLAIN.target(1, 2));
  }

  @Test
  void smoothingAndWeightsTogether() {
    // (1 * 0.70760596 + 3 * 1.40760596) / 4
    var both = new CrossEntropy(0.3f, List.of(5f, 3f, 1f));
    assertArrayEquals(new float[] {1.2326059f}, graph.value(loss(both, 2, 1)), 1e-6f);
  }

  @Test
  void isAScalar() {
    assertEquals(0, loss(CrossEntropy.PLAIN, 2, 1).shape().numDimensions());
  }

  @Test
  void largeLogitsStayFinite() {
    var logits = graph.input(Shape.of(1, 3), 1000, 0, -1000);
    var loss = CrossEntropy.PLAIN.of(graph.tf(), logits, graph.labels(1));
    assertArrayEquals(new float[] {1000}, graph.value(loss));
    var gradient = GradientCheck.gradients(graph, loss, logits).get(0);
    assertArrayEquals(new float[] {1, -1, 0}, graph.value(gradient));
  }

  @Test
  void gradientIsSoftmaxMinusTarget() {
    var logits = graph.input(Shape.of(2, 3), LOGITS);
    var loss = CrossEntropy.PLAIN.of(graph.tf(), logits, graph.labels(2, 1));
    var gradient = GradientCheck.gradients(graph, loss, logits).get(0);
    // softmax of both rows: 0.09003057, 0.24472847, 0.66524096, in opposite orders
    assertArrayEquals(
        new float[] {
          0.04501529f, 0.12236424f, -0.16737951f, 0.33262047f, -0.37763578f, 0.04501529f
        },
        graph.value(gradient),
        1e-6f);
  }

  @Test
  void gradientsMatchDifferences() {
    var logits = graph.normal(1, 4, 3);
    var labels = graph.labels(2, 0, 1, 2);
    var plain = CrossEntropy.PLAIN.of(graph.tf(), logits, labels);
    GradientCheck.assertGradients(graph, plain, logits);
    var both = new CrossEntropy(0.2f, List.of(0.5f, 3f, 1f)).of(graph.tf(), logits, labels);
    GradientCheck.assertGradients(graph, both, logits);
  }

  @Test
  void aBatchThatWeighsNothingTeachesNothing() {
    var logits = graph.input(Shape.of(2, 3), LOGITS);
    var loss = new CrossEntropy(0f, List.of(0f, 0f, 1f)).of(graph.tf(), logits, graph.labels(0, 1));
    assertEquals(0f, Math.abs(graph.value(loss)[0]));
    var gradient = GradientCheck.gradients(graph, loss, logits).get(0);
    assertArrayEquals(new float[6], graph.value(gradient), Float.MIN_VALUE);
  }

  @Test
  void theBatchMayBeUnknown() {
    var logits = graph.input(Shape.of(-1, 3), Shape.of(2, 3), LOGITS);
    var loss = CrossEntropy.PLAIN.of(graph.tf(), logits, graph.labels(2, 1));
    assertArrayEquals(new float[] {0.90760595f}, graph.value(loss), 1e-6f);
  }

  @Test
  void refusesValuesOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new CrossEntropy(1f, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new CrossEntropy(-0.1f, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new CrossEntropy(Float.NaN, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new CrossEntropy(0f, List.of(1f, -1f)));
    assertThrows(IllegalArgumentException.class, () -> new CrossEntropy(0f, List.of(Float.NaN)));
    var two = new CrossEntropy(0f, List.of(1f, 1f));
    var thrown = assertThrows(IllegalArgumentException.class, () -> loss(two, 2, 1));
    assertEquals("expected a weight for each of 3 classes, found 2", thrown.getMessage());
  }
}
