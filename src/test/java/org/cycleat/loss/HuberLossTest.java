package org.cycleat.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class HuberLossTest {
  private static final HuberLoss LOSS = new HuberLoss(List.of(1f, 0.5f));

  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void isSquareWithinADeviationAndStraightBeyond() {
    var outputs = graph.input(Shape.of(2, 2), 0.5f, 1, 3, -1);
    var targets = graph.input(Shape.of(2, 2), 0, 0.75f, 1, 1);
    // errors in deviations: 0.5, 0.5, 2 and -4
    float sum = 0.125f + 0.125f + 1.5f + 3.5f;
    var value = LOSS.of(graph.tf(), outputs, targets);
    assertArrayEquals(new float[] {sum / 4}, graph.value(value), 1e-6f);
    assertEquals(0, value.shape().numDimensions());
  }

  @Test
  void gradientsMatchDifferences() {
    var outputs = graph.input(Shape.of(2, 2), 0.3f, 0.9f, -2.4f, 1.1f);
    var targets = graph.input(Shape.of(2, 2), 0, 0.75f, 1, 0);
    GradientCheck.assertGradients(graph, LOSS.of(graph.tf(), outputs, targets), outputs);
  }

  @Test
  void deviationsArePositive() {
    assertThrows(IllegalArgumentException.class, () -> new HuberLoss(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new HuberLoss(List.of(1f, 0f)));
    assertThrows(IllegalArgumentException.class, () -> new HuberLoss(List.of(Float.NaN)));
  }
}
