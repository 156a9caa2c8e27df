package org.cycleat.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The cycle and the identity loss, of one form. */
class PixelLossesTest {

  interface PixelLoss {
    Operand<TFloat32> of(Ops tf, Operand<TFloat32> image, Operand<TFloat32> original);
  }

  static Stream<PixelLoss> losses() {
    return Stream.of(CycleLoss::of, IdentityLoss::of);
  }

  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void isTheMeanAbsoluteDifference(PixelLoss loss) {
    var image = graph.input(Shape.of(2, 1, 3, 1), 1, -2, 0.5f, 0, 4, -1);
    var original = graph.input(Shape.of(2, 1, 3, 1), 0, 1, 0.5f, 2, 1, 1);
    var value = loss.of(graph.tf(), image, original);
    // (1 + 3 + 0 + 2 + 3 + 2) / 6
    assertArrayEquals(new float[] {11 / 6f}, graph.value(value), 1e-6f);
    assertEquals(0, value.shape().numDimensions());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void gradientsMatchDifferences(PixelLoss loss) {
    var image = graph.normal(1, 2, 3, 4, 3);
    // Away from equality, where L1 has a kink.
    float[] offsets = TestGraph.normals(2, 72);
    float[] original = graph.get(image);
    for (int i = 0; i < original.length; i++) {
      original[i] += offsets[i] + Math.signum(offsets[i]) * 0.1f;
    }
    var other = graph.input(Shape.of(2, 3, 4, 3), original);
    GradientCheck.assertGradients(graph, loss.of(graph.tf(), image, other), image, other);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void equalImagesHaveNeitherLossNorGradient(PixelLoss loss) {
    var image = graph.normal(1, 1, 2, 3, 3);
    var original = graph.input(image.shape(), graph.get(image));
    var value = loss.of(graph.tf(), image, original);
    assertArrayEquals(new float[1], graph.value(value));
    var gradient = GradientCheck.gradients(graph, value, image).get(0);
    assertArrayEquals(new float[18], graph.value(gradient));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void refusesImagesOfAnotherShape(PixelLoss loss) {
    var image = graph.normal(1, 2, 4, 4, 3);
    var single = graph.normal(1, 1, 4, 4, 3); // would broadcast
    var larger = graph.normal(1, 2, 4, 5, 3);
    assertThrows(IllegalArgumentException.class, () -> loss.of(graph.tf(), image, single));
    assertThrows(IllegalArgumentException.class, () -> loss.of(graph.tf(), image, larger));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theBatchMayBeUnknown(PixelLoss loss) {
    var image = graph.input(Shape.of(-1, 1, 2, 1), Shape.of(2, 1, 2, 1), 1, 2, 3, 4);
    var original = graph.input(Shape.of(2, 1, 2, 1), 2, 2, 0, 4);
    var value = loss.of(graph.tf(), image, original);
    assertArrayEquals(new float[] {1}, graph.value(value), 1e-6f);
  }
}
