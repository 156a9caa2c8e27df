package org.cycleat.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class TransposedConvolutionTest {
  private final TestGraph graph = new TestGraph();
  private final Pass pass = Pass.inference(graph.tf());
  private final Parameters parameters = new Parameters(graph.tf(), "net", 1);
  private final Layer layer =
      new TransposedConvolution(new Scope(parameters, Initializer.PAPER), "up", 3, 2, 3);
  private final Variable kernel = parameters.get("up/kernel");
  private final Variable bias = parameters.get("up/bias");

  @AfterEach
  void close() {
    graph.close();
  }

  private void fill() {
    graph.set(kernel.value(), TestGraph.normals(5, 3 * 3 * 2 * 3));
    graph.set(bias.value(), 0.5f, -2);
  }

  @Test
  void spreadsAKernelFromEachPixel() {
    Parameters single = new Parameters(graph.tf(), "single", 1);
    Layer up = new TransposedConvolution(new Scope(single, Initializer.PAPER), "up", 1, 1, 3);
    graph.set(single.get("up/kernel").value(), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    graph.set(single.get("up/bias").value(), 100);
    var image = graph.input(Shape.of(1, 1, 2, 1), 1, 10);
    // Columns 0..2 get the kernel once, columns 2..4 ten times; what lies beyond 2 x 4 is cut.
    assertArrayEquals(
        new float[] {101, 102, 113, 120, 104, 105, 146, 150}, graph.value(up.apply(pass, image)));
  }

  @Test
  void equalsItsDefinition() {
    fill();
    var image = graph.normal(3, 2, 3, 4, 3);
    assertArrayEquals(definition(graph.get(image)), graph.value(layer.apply(pass, image)), 1e-4f);
  }

  @Test
  void theBatchMayBeUnknown() {
    fill();
    float[] image = TestGraph.normals(3, 2 * 3 * 4 * 3);
    var known = graph.input(Shape.of(-1, 3, 4, 3), Shape.of(2, 3, 4, 3), image);
    var y = layer.apply(pass, known);
    assertArrayEquals(new long[] {-1, 6, 8, 2}, y.shape().asArray());
    assertArrayEquals(definition(image), graph.value(y), 1e-4f);
  }

  @Test
  void gradientsMatchDifferences() {
    fill();
    var image = graph.normal(3, 2, 2, 3, 3);
    GradientCheck.assertGradients(
        graph, layer.apply(pass, image), image, kernel.value(), bias.value());
    var unknown =
        graph.input(Shape.of(-1, 2, 3, 3), Shape.of(2, 2, 3, 3), TestGraph.normals(4, 36));
    GradientCheck.assertGradients(
        graph, layer.apply(pass, unknown), unknown, kernel.value(), bias.value());
  }

  /** y[2a + u, 2b + v, o] += x[a, b, i] k[u, v, o, i], for images of 3 x 4. */
  private float[] definition(float[] image) {
    float[] y = new float[2 * 6 * 8 * 2];
    for (int j = 0; j < y.length; j++) {
      y[j] = graph.get(bias.value())[j % 2];
    }
    float[] k = graph.get(kernel.value());
    for (int p = 0; p < image.length; p++) {
      int i = p % 3;
      int b = p / 3 % 4;
      int a = p / 12 % 3;
      int n = p / 36;
      for (int w = 0; w < k.length / 3; w++) {
        int row = 2 * a + w / 6;
        int column = 2 * b + w / 2 % 3;
        if (row < 6 && column < 8) {
          y[((n * 6 + row) * 8 + column) * 2 + w % 2] += image[p] * k[w * 3 + i];
        }
      }
    }
    return y;
  }
}
