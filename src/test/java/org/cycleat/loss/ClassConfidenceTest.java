package org.cycleat.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.cycleat.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class ClassConfidenceTest {

  /** Of the first class two are recognised and one is not, of the second none, of the third one. */
  @Test
  void isTheMeanOverWhatIsRecognised() {
    try (TestGraph graph = new TestGraph()) {
      var probabilities =
          graph.input(
              Shape.of(5, 3),
              0.7f,
              0.2f,
              0.1f,
              0.1f,
              0.9f,
              0,
              0.5f,
              0.3f,
              0.2f,
              0.2f,
              0.2f,
              0.6f,
              0.1f,
              0.1f,
              0.8f);
      var found = ClassConfidence.of(graph.tf(), probabilities, graph.labels(0, 0, 0, 1, 2));
      assertArrayEquals(new float[] {0.6f, 0, 0.8f}, graph.value(found.mean()), 1e-6f);
      assertArrayEquals(new float[] {1, 0, 1}, graph.value(found.known()));
    }
  }
}
