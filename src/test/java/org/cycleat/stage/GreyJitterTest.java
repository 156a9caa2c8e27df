package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cycleat.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class GreyJitterTest {
  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  @Test
  void cropsAreStandardisedEachByItself() {
    // 102 and 153 of 255, a deviation of 25.5; and a blank crop, which must not give NaN
    var grey = graph.input(Shape.of(2, 1, 2, 1), 0.4f, 0.6f, 0.3f, 0.3f);
    float value = 25.5f / 30.5f;
    assertArrayEquals(
        new float[] {-value, value, 0, 0},
        graph.value(GreyJitter.standard(graph.tf(), grey)),
        1e-5f);
  }

  @Test
  void changesEveryCropInAWayOfItsOwn() {
    var tf = graph.tf();
    int batch = 3;
    float[] same = new float[batch * 64 * 64 * 3];
    for (int i = 0; i < same.length; i++) {
      same[i] = (float) Math.sin(0.01 * (i % (64 * 64 * 3)));
    }
    var crops = graph.input(Shape.of(batch, 64, 64, 3), same);
    var jitter = new GreyJitter(tf, tf.constant(batch), tf.constant(new long[] {1, 2}));
    float[] grey = graph.value(jitter.of(crops));
    assertEquals(batch * 64 * 64, grey.length);
    double difference = 0;
    double sum = 0;
    for (int i = 0; i < 64 * 64; i++) {
      difference += Math.abs(grey[i] - grey[64 * 64 + i]) / (64 * 64);
      sum += grey[i];
    }
    assertTrue(difference > 0.05, "the crops are alike: " + difference);
    assertEquals(0, sum / (64 * 64), 1e-3);
  }
}
