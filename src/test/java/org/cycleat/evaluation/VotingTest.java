package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cycleat.evaluation.Voting.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class VotingTest {
  @Test
  void viewsOfEachKind() {
    assertEquals(List.of(new View(0, 0, false)), Voting.NONE.views(6, 6));
    assertEquals(List.of(new View(0, 0, false), new View(0, 0, true)), Voting.FLIP.views(6, 6));
    assertEquals(
        List.of(
            new View(0, 0, false),
            new View(0, 0, true),
            new View(3, 0, false),
            new View(3, 0, true),
            new View(0, 3, false),
            new View(0, 3, true),
            new View(3, 3, false),
            new View(3, 3, true),
            new View(1, 1, false),
            new View(1, 1, true)),
        Voting.TENCROP.views(9, 6));
  }

  @ParameterizedTest
  @EnumSource
  void countIsTheNumberOfViews(Voting voting) {
    assertEquals(voting.count(), voting.views(voting.loadSize(32), 32).size());
  }

  @Test
  void loadSizes() {
    assertEquals(64, Voting.NONE.loadSize(64));
    assertEquals(64, Voting.FLIP.loadSize(64));
    assertEquals(72, Voting.TENCROP.loadSize(64));
    assertEquals(288, Voting.TENCROP.loadSize(256));
    assertEquals(56, Voting.TENCROP.loadSize(50)); // 56.25
  }

  @Test
  void refusesSizesWithoutViews() {
    assertThrows(IllegalArgumentException.class, () -> Voting.NONE.views(7, 6));
    assertThrows(IllegalArgumentException.class, () -> Voting.FLIP.views(7, 6));
    assertThrows(IllegalArgumentException.class, () -> Voting.TENCROP.views(5, 6));
    assertThrows(IllegalArgumentException.class, () -> Voting.TENCROP.views(5, 0));
  }

  /** Every pixel of every view, against plain indexing. */
  @ParameterizedTest
  @EnumSource
  void graphCutsTheSameViews(Voting voting) {
    int size = 4;
    int load = voting == Voting.TENCROP ? 7 : 4;
    int n = 2;
    try (var graph = new Graph();
        var images = TFloat32.tensorOf(Shape.of(n, load, load, 3))) {
      images.scalars().forEachIndexed((at, v) -> v.setFloat(code(at[0], at[1], at[2], at[3])));
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> input =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, load, load, 3)));
      Operand<TFloat32> output = tf.identity(voting.views(tf, input, size));
      try (var session = new Session(graph);
          var result = session.runner().feed(input, images).fetch(output).run()) {
        var cut = (TFloat32) result.get(0);
        assertEquals(Shape.of((long) voting.count() * n, size, size, 3), cut.shape());
        List<View> views = voting.views(load, size);
        cut.scalars()
            .forEachIndexed(
                (at, v) -> {
                  View view = views.get((int) at[0] / n);
                  long x = view.flip() ? size - 1 - at[2] : at[2];
                  long image = at[0] % n;
                  assertEquals(
                      code(image, at[1] + view.top(), x + view.left(), at[3]), v.getFloat());
                });
      }
    }
  }

  @Test
  void averageOverViewsOfEachImage() {
    try (var graph = new Graph()) {
      Ops tf = Ops.create(graph);
      // Two views of three images, two classes.
      Operand<TFloat32> votes =
          tf.constant(
              NdArrays.ofFloats(Shape.of(6, 2))
                  .set(NdArrays.vectorOf(0.1f, 0.9f), 0)
                  .set(NdArrays.vectorOf(0.2f, 0.8f), 1)
                  .set(NdArrays.vectorOf(1f, 0f), 2)
                  .set(NdArrays.vectorOf(0.5f, 0.5f), 3)
                  .set(NdArrays.vectorOf(0.4f, 0.6f), 4)
                  .set(NdArrays.vectorOf(0f, 1f), 5));
      Operand<TFloat32> mean = Voting.FLIP.average(tf, votes);
      try (var session = new Session(graph);
          var result = session.runner().fetch(mean).fetch(Voting.NONE.average(tf, votes)).run()) {
        var found = (TFloat32) result.get(0);
        assertEquals(Shape.of(3, 2), found.shape());
        float[] first = {found.getFloat(0, 0), found.getFloat(1, 0), found.getFloat(2, 0)};
        assertArrayEquals(new float[] {0.3f, 0.3f, 0.5f}, first, 1e-6f);
        assertEquals(0.7f, found.getFloat(0, 1), 1e-6f);
        assertEquals(Shape.of(6, 2), result.get(1).shape());
      }
    }
  }

  @Test
  void refusesShapesItCannotKnow() {
    try (var graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var free = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 3)));
      var wide = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 4, 5, 3)));
      var votes = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1)));
      assertThrows(IllegalArgumentException.class, () -> Voting.FLIP.views(tf, free, 4));
      assertThrows(IllegalArgumentException.class, () -> Voting.TENCROP.views(tf, wide, 4));
      assertTrue(
          assertThrows(IllegalArgumentException.class, () -> Voting.FLIP.average(tf, votes))
              .getMessage()
              .contains("K known"));
    }
  }

  private static float code(long image, long y, long x, long channel) {
    return image * 1000 + y * 100 + x * 10 + channel;
  }
}
