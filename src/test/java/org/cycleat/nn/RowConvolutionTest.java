package org.cycleat.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.nn.Convolution.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class RowConvolutionTest {
  private static final Window WINDOW = Window.of(5, 1, Padding.reflect(2));

  private final TestGraph graph = new TestGraph();
  private final Pass pass = Pass.inference(graph.tf());

  @AfterEach
  void close() {
    graph.close();
  }

  private Scope scope(String network) {
    return new Scope(new Parameters(graph.tf(), network, 1), Initializer.normal(1f));
  }

  @Test
  void isTheConvolutionOfTheSameParameters() {
    Scope plain = scope("plain");
    Scope byRows = scope("rows");
    Layer expected = new Convolution(plain, "out", 3, 2, WINDOW);
    Layer actual = new RowConvolution(byRows, "out", 3, 2, WINDOW);
    float[] kernel = ramp(5 * 5 * 3 * 2);
    for (Scope each : new Scope[] {plain, byRows}) {
      graph.set(each.parameters().get("out/kernel").value(), kernel);
      graph.set(each.parameters().get("out/bias").value(), 0.25f, -1.5f);
    }
    var image = graph.input(Shape.of(2, 6, 7, 3), ramp(2 * 6 * 7 * 3));
    assertArrayEquals(
        graph.value(expected.apply(pass, image)), graph.value(actual.apply(pass, image)), 1e-4f);
  }

  @Test
  void hasTheGradientsOfFiniteDifferences() {
    Scope scope = scope("net");
    Layer conv = new RowConvolution(scope, "out", 3, 2, Window.of(3, 1, Padding.reflect(1)));
    graph.set(scope.parameters().get("out/kernel").value(), ramp(3 * 3 * 3 * 2));
    graph.set(scope.parameters().get("out/bias").value(), 0.25f, -1.5f);
    var image = graph.normal(2, 2, 4, 5, 3);
    var y = conv.apply(pass, image);
    GradientCheck.assertGradients(graph, y, image, scope.parameters().get("out/kernel").value());
  }

  @Test
  void refusesWhatItIsNotFor() {
    Scope scope = scope("net");
    for (Window window :
        new Window[] {
          Window.of(5, 2, Padding.VALID),
          Window.of(5, 1, Padding.VALID).withoutBias(),
          Window.of(5, 1, Padding.VALID).inGroups(2)
        }) {
      assertThrows(
          IllegalArgumentException.class, () -> new RowConvolution(scope, "out", 4, 2, window));
    }
  }

  /** Unequal numbers of both signs, in [-1, 1]. */
  private static float[] ramp(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) Math.sin(1 + 0.7 * i);
    }
    return values;
  }
}
