package org.cycleat.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class WingLossTest {
  private static final WingLoss LOSS = new WingLoss(2, 0.5f);

  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void isLogarithmicNearAndLinearFar() {
    var errors = graph.input(Shape.of(1, 4), 0, -1, 2, -5);
    // 0; 2 ln 3; 2 ln 5; 2 ln 5 + (5 - 2)
    double sum = 2 * Math.log(3) + 4 * Math.log(5) + 3;
    var value = LOSS.of(graph.tf(), errors);
    assertArrayEquals(new float[] {(float) (sum / 4)}, graph.value(value), 1e-6f);
    assertEquals(0, value.shape().numDimensions());
  }

  @Test
  void smallErrorsPullHardest() {
    var errors = graph.input(Shape.of(5), 0, 0.5f, -1, 3, -7);
    var gradient = GradientCheck.gradients(graph, LOSS.of(graph.tf(), errors), errors).get(0);
    // w / (ε + |e|) near, 1 far; a fifth of each in the mean; none where nothing is wrong
    float[] expected = {0, 2 / 1f / 5, -2 / 1.5f / 5, 1 / 5f, -1 / 5f};
    assertArrayEquals(expected, graph.value(gradient), 1e-6f);
  }

  @Test
  void gradientsMatchDifferences() {
    // away from the kinks at 0 and 2
    var errors = graph.input(Shape.of(2, 3), 0.3f, -0.8f, 1.4f, -3, 2.6f, -1.1f);
    GradientCheck.assertGradients(graph, LOSS.of(graph.tf(), errors), errors);
  }

  @Test
  void widthAndCurvatureArePositive() {
    assertThrows(IllegalArgumentException.class, () -> new WingLoss(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new WingLoss(1, -1));
  }
}
