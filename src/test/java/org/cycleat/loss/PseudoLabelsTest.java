package org.cycleat.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class PseudoLabelsTest {
  /** Most probable: the first, the second, the third, the third. */
  private static final float[] PROBABILITIES = {
    0.7f, 0.2f, 0.1f,
    0.1f, 0.8f, 0.1f,
    0.3f, 0.3f, 0.4f,
    0.05f, 0.05f, 0.9f
  };

  /** Their softmax: thirds; 1/4, 1/2, 1/4; thirds; 1/8, 1/8, 3/4. */
  private static final float[] LOGITS = {
    2, 2, 2,
    0, (float) Math.log(2), 0,
    1, 1, 1,
    0, 0, (float) Math.log(6)
  };

  private final TestGraph graph = new TestGraph();
  private final Ops tf = graph.tf();

  @AfterEach
  void close() {
    graph.close();
  }

  private PseudoLabels labels(float... thresholds) {
    Operand<TFloat32> probabilities = graph.input(Shape.of(4, 3), PROBABILITIES);
    return PseudoLabels.of(tf, probabilities, graph.input(Shape.of(3), thresholds));
  }

  @Test
  void onlyImagesThatTheTeacherIsSureOfHaveAClass() {
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1},
        graph.value(labels(0.75f, 0.75f, 0.75f).targets()));
    assertArrayEquals(
        new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1},
        graph.value(labels(0.7f, 0.8f, 0.25f).targets()),
        "each by the threshold of its class, which may just be reached");
  }

  @Test
  void theLossIsAMeanOverAllImages() {
    Operand<TFloat32> logits = graph.input(Shape.of(4, 3), LOGITS);
    PseudoLabels two = labels(0.75f, 0.75f, 0.75f);
    // (log 2 + log 4/3) / 4
    assertEquals(0.245207f, graph.value(two.loss(tf, logits))[0], 1e-6f);
    assertEquals(0.5f, graph.value(two.share(tf))[0]);
    PseudoLabels three = labels(0.7f, 0.95f, 0.25f);
    // (log 3 + log 3 + log 4/3) / 4
    assertEquals(0.621226f, graph.value(three.loss(tf, logits))[0], 1e-6f);
    assertEquals(0.75f, graph.value(three.share(tf))[0]);
    PseudoLabels none = labels(1, 1, 1);
    assertEquals(0, graph.value(none.loss(tf, logits))[0]);
    assertEquals(0, graph.value(none.share(tf))[0]);
  }

  @Test
  void theStudentIsMovedWhereTheTeacherIsSure() {
    Operand<TFloat32> logits = graph.input(Shape.of(4, 3), LOGITS);
    GradientCheck.assertGradients(graph, labels(0.75f, 0.75f, 0.75f).loss(tf, logits), logits);
  }

  /** 0.6, 0.3 and 0.1 were seen in the mean, and thirds are expected: times 5/9, 10/9, 10/3. */
  @Test
  void alignedPredictionsHaveEachClassAsOftenAsItIsExpected() {
    var q = graph.input(Shape.of(2, 3), 0.6f, 0.3f, 0.1f, 0.5f, 0.5f, 0);
    var mean = graph.input(Shape.of(3), 0.6f, 0.3f, 0.1f);
    var even = graph.input(Shape.of(3), 1 / 3f, 1 / 3f, 1 / 3f);
    assertArrayEquals(
        new float[] {1 / 3f, 1 / 3f, 1 / 3f, 1 / 3f, 2 / 3f, 0},
        graph.value(PseudoLabels.aligned(tf, q, mean, even)),
        1e-6f);
    // 1/2, 0, 1/2 are expected: times 5/6, 0, 5
    var uneven = graph.input(Shape.of(3), 0.5f, 0, 0.5f);
    assertArrayEquals(
        new float[] {0.5f, 0, 0.5f, 1, 0, 0},
        graph.value(PseudoLabels.aligned(tf, q, mean, uneven)),
        1e-6f);
    // a class that was never seen counts as seen once in a million
    var seen = graph.input(Shape.of(3), 0.5f, 0.5f, 0);
    float[] found = graph.value(PseudoLabels.aligned(tf, q, seen, even));
    assertEquals(1, found[2], 1e-4f);
    assertArrayEquals(new float[] {0.5f, 0.5f, 0}, Arrays.copyOfRange(found, 3, 6), 1e-6f);
  }

  /** A network that teaches itself: the gradient is that of a class that is given. */
  @Test
  void theTeacherIsNotMoved() {
    Operand<TFloat32> logits = graph.input(Shape.of(2, 3), 3, 0, 0, 0, 1, 0);
    var half = graph.input(Shape.of(3), 0.5f, 0.5f, 0.5f);
    var loss = PseudoLabels.of(tf, tf.nn.softmax(logits), half).loss(tf, logits);
    var gradient =
        graph
            .graph()
            .addGradients(loss.asOutput(), new Output<?>[] {logits.asOutput()})[0]
            .expect(TFloat32.class);
    // the first passes: its softmax is e^3, 1, 1 over e^3 + 2; the second has e / (e + 2) = 0.576
    double first = Math.exp(3) / (Math.exp(3) + 2);
    double second = Math.E / (Math.E + 2);
    float[] expected = {
      (float) (first - 1) / 2, (float) (1 - first) / 4, (float) (1 - first) / 4,
      (float) (1 - second) / 4, (float) (second - 1) / 2, (float) (1 - second) / 4
    };
    assertArrayEquals(expected, graph.value(gradient), 1e-6f);
  }
}
