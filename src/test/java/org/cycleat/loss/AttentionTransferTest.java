package org.cycleat.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class AttentionTransferTest {
  private static final AttentionTransfer PAPER = AttentionTransfer.PAPER;

  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  private Operand<TFloat32> loss(Operand<TFloat32> teacher, Operand<TFloat32> student) {
    return PAPER.of(graph.tf(), List.of(teacher), List.of(student));
  }

  @Test
  void isTheMeanDistanceOfUnitMapsSummedOverPairs() {
    // F: (9, 12) and (4, 0), so Q / ||Q||: (0.6, 0.8) and (1, 0)
    var teacher1 = graph.input(Shape.of(2, 1, 2, 3), 1, 2, -2, 2, -2, 2, 0, -2, 0, 0, 0, 0);
    // (1, 0) and (0, 1)
    var student1 = graph.input(Shape.of(2, 1, 2, 1), 3, 0, 0, -5);
    // F: (1, 1, 1, 1) and (0, 9, 0, 0): (0.5, 0.5, 0.5, 0.5) and (0, 1, 0, 0)
    var teacher2 = graph.input(Shape.of(2, 2, 2, 1), 1, 1, -1, 1, 0, 3, 0, 0);
    // F: (3, 0, 4, 0) and (0, 2, 0, 0): (0.6, 0, 0.8, 0) and (0, 1, 0, 0)
    var student2 =
        graph.input(
            Shape.of(2, 2, 2, 4),
            1,
            1,
            1,
            0,
            0,
            0,
            0,
            0,
            1,
            -1,
            1,
            -1,
            0,
            0,
            0,
            0, //
            0,
            0,
            0,
            0,
            1,
            0,
            0,
            -1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0);
    var loss = PAPER.of(graph.tf(), List.of(teacher1, teacher2), List.of(student1, student2));
    // (sqrt(0.16 + 0.64) + sqrt(2)) / 2 + (sqrt(0.01 + 0.25 + 0.09 + 0.25) + 0) / 2
    assertArrayEquals(
        new float[] {(0.8944272f + 1.4142135f) / 2 + 0.7745967f / 2}, graph.value(loss), 1e-6f);
    assertEquals(0, loss.shape().numDimensions());
  }

  @Test
  void powerOneSumsAbsoluteValues() {
    // F: (1 + 3, |-3|) = (4, 3): (0.8, 0.6) against (0, 1)
    var teacher = graph.input(Shape.of(1, 2, 1, 2), -1, 3, 0, -3);
    var student = graph.input(Shape.of(1, 2, 1, 1), 0, -7);
    var transfer = new AttentionTransfer(1f, 1e-12f);
    var loss = transfer.of(graph.tf(), List.of(teacher), List.of(student));
    assertArrayEquals(new float[] {0.8944272f}, graph.value(loss), 1e-6f); // sqrt(0.64 + 0.16)
  }

  @Test
  void powerThreeSumsCubes() {
    // F: (|-2|^3, six times 1) = (8, 6): (0.8, 0.6) against (1, 0)
    var teacher = graph.input(Shape.of(1, 1, 2, 6), -2, 0, 0, 0, 0, 0, 1, -1, 1, 1, 1, -1);
    var student = graph.input(Shape.of(1, 1, 2, 1), 2, 0);
    var transfer = new AttentionTransfer(3f, 1e-12f);
    var loss = transfer.of(graph.tf(), List.of(teacher), List.of(student));
    assertArrayEquals(new float[] {0.6324555f}, graph.value(loss), 1e-6f); // sqrt(0.04 + 0.36)
  }

  @ParameterizedTest
  @ValueSource(floats = {1f, 2f, 3f})
  void gradientsMatchDifferences(float power) {
    var transfer = new AttentionTransfer(power, 1e-12f);
    var teacher1 = awayFromZero(1, 2, 3, 2, 4);
    var teacher2 = awayFromZero(2, 2, 1, 5, 2);
    var student1 = awayFromZero(3, 2, 3, 2, 3);
    var student2 = awayFromZero(4, 2, 1, 5, 1);
    var loss = transfer.of(graph.tf(), List.of(teacher1, teacher2), List.of(student1, student2));
    GradientCheck.assertGradients(graph, loss, student1, student2, teacher1, teacher2);
  }

  /** Values that no step of the differences carries over the kink of |A|. */
  private Operand<TFloat32> awayFromZero(long seed, long... shape) {
    float[] values = TestGraph.normals(seed, (int) Shape.of(shape).size());
    for (int i = 0; i < values.length; i++) {
      values[i] += Math.signum(values[i]) * 0.2f;
    }
    return graph.input(Shape.of(shape), values);
  }

  @ParameterizedTest
  @ValueSource(floats = {1f, 2f, 3f})
  void anAllZeroMapHasAZeroGradient(float power) {
    var transfer = new AttentionTransfer(power, 1e-12f);
    var teacher = graph.normal(1, 2, 2, 1, 3);
    // The first image's map is all zero, the second's is not.
    var student = graph.input(Shape.of(2, 2, 1, 2), 0, 0, 0, 0, 1, 2, 3, 4);
    var loss = transfer.of(graph.tf(), List.of(teacher), List.of(student));
    float[] gradient = graph.value(GradientCheck.gradients(graph, loss, student).get(0));
    for (int i = 0; i < 4; i++) {
      assertEquals(0, gradient[i], 0);
    }
    for (int i = 4; i < 8; i++) {
      assertEquals(1, Math.signum(Math.abs(gradient[i])), "element " + i + " of " + gradient[i]);
    }
  }

  @Test
  void anAllZeroMapIsAtDistanceOneFromAnyOther() {
    var zero = graph.input(Shape.of(1, 2, 1, 2), 0, 0, 0, 0);
    var other = graph.normal(1, 1, 2, 1, 3);
    assertArrayEquals(new float[] {1}, graph.value(loss(zero, other)), 1e-6f);
    assertArrayEquals(new float[] {1}, graph.value(loss(other, zero)), 1e-6f);
  }

  @Test
  void twoAllZeroMapsHaveNeitherLossNorGradient() {
    var teacher = graph.input(Shape.of(1, 2, 1, 2), 0, 0, 0, 0);
    var student = graph.input(Shape.of(1, 2, 1, 2), 0, 0, 0, 0);
    assertNeitherLossNorGradient(loss(teacher, student), student);
  }

  @Test
  void equalMapsHaveNeitherLossNorGradient() {
    var teacher = graph.normal(5, 2, 3, 2, 4);
    var student = graph.input(teacher.shape(), graph.get(teacher));
    assertNeitherLossNorGradient(loss(teacher, student), student);
  }

  private void assertNeitherLossNorGradient(Operand<TFloat32> loss, Operand<TFloat32> student) {
    assertArrayEquals(new float[1], graph.value(loss), 1e-18f);
    float[] gradient = graph.value(GradientCheck.gradients(graph, loss, student).get(0));
    assertArrayEquals(new float[gradient.length], gradient, Float.MIN_VALUE);
  }

  @Test
  void aTinyDifferenceKeepsItsGradient() {
    // The unit map of (1, b) turns by d(atan(b²)) = db at b = 1, and so does its distance.
    var teacher = graph.input(Shape.of(1, 1, 2, 1), 1, 1);
    var student = graph.input(Shape.of(1, 1, 2, 1), 1, 1.0001f);
    var loss = loss(teacher, student);
    assertArrayEquals(new float[] {1e-4f}, graph.value(loss), 1e-6f);
    var gradient = GradientCheck.gradients(graph, loss, student).get(0);
    assertArrayEquals(new float[] {-1, 1}, graph.value(gradient), 5e-3f);
  }

  @Test
  void theSmallestDifferenceKeepsItsGradient() {
    // One map has a trace of 2^-30 where the other has none: squared it is 9e-19.
    var teacher = graph.input(Shape.of(1, 1, 2, 1), 1, 0);
    var student = graph.input(Shape.of(1, 1, 2, 1), 1, 0x1p-15f);
    var loss = loss(teacher, student);
    assertArrayEquals(new float[] {0x1p-30f}, graph.value(loss), 1e-14f);
    // d(b²)/db = 2b
    var gradient = GradientCheck.gradients(graph, loss, student).get(0);
    assertEquals(0x1p-14f, graph.value(gradient)[1], 1e-9f);
  }

  @Test
  void theBatchMayBeUnknown() {
    var teacher = graph.input(Shape.of(-1, 1, 2, 1), Shape.of(3, 1, 2, 1), 1, 0, 1, 0, 1, 0);
    var student = graph.input(Shape.of(-1, 1, 2, 1), Shape.of(3, 1, 2, 1), 0, 1, 2, 0, 3, 0);
    assertArrayEquals(new float[] {1.4142135f / 3}, graph.value(loss(teacher, student)), 1e-6f);
  }

  @Test
  void refusesMapsOfUnequalSize() {
    var teacher1 = graph.normal(1, 2, 8, 6, 4);
    var teacher2 = graph.normal(1, 2, 4, 3, 4);
    var student2 = graph.normal(1, 2, 4, 4, 4);
    var thrown =
        assertThrows(
            UserException.class,
            () -> PAPER.of(graph.tf(), List.of(teacher1, teacher2), List.of(teacher1, student2)));
    assertEquals(
        "attention pair 2 does not match: the teacher's map is 4 x 3, the student's 4 x 4;"
            + " choose architectures and an imageSize that give equal sizes",
        thrown.getMessage());
  }

  @Test
  void refusesUnequalNumbersOfGroups() {
    var group = graph.normal(1, 2, 4, 3, 4);
    var thrown =
        assertThrows(
            UserException.class, () -> PAPER.of(graph.tf(), List.of(group, group), List.of(group)));
    assertEquals(
        "attention transfer pairs every residual group: the teacher has 2, the student 1;"
            + " choose architectures with equally many",
        thrown.getMessage());
    assertThrows(UserException.class, () -> PAPER.of(graph.tf(), List.of(), List.of()));
  }

  @Test
  void refusesBatchesOfUnequalSize() {
    var one = graph.normal(1, 1, 4, 3, 4); // would broadcast
    var two = graph.normal(1, 2, 4, 3, 4);
    assertThrows(IllegalArgumentException.class, () -> loss(one, two));
  }

  @Test
  void mapsForDrawingReachOne() {
    var activation =
        graph.input(
            Shape.of(2, 2, 3, 2),
            1,
            1,
            2,
            0,
            0,
            2,
            0,
            0,
            -2,
            2,
            1,
            0, //
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0);
    var map = PAPER.attentionMap(graph.tf(), activation);
    assertEquals(Shape.of(2, 2, 3), map.shape());
    assertArrayEquals(
        new float[] {0.25f, 0.5f, 0.5f, 0, 1, 0.125f, 0, 0, 0, 0, 0, 0}, graph.value(map), 1e-6f);
  }

  @Test
  void refusesValuesOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new AttentionTransfer(0.5f, 1e-12f));
    assertThrows(IllegalArgumentException.class, () -> new AttentionTransfer(Float.NaN, 1e-12f));
    assertThrows(IllegalArgumentException.class, () -> new AttentionTransfer(2f, 0f));
    assertThrows(IllegalArgumentException.class, () -> new AttentionTransfer(2f, Float.NaN));
  }
}
