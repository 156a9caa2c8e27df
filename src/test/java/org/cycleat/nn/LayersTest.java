package org.cycleat.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.Stream;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/** Layers without windows of weights. */
class LayersTest {
  private final TestGraph graph = new TestGraph();
  private final Pass pass = Pass.inference(graph.tf());

  @AfterEach
  void close() {
    graph.close();
  }

  /** 0.1 times a permutation of -n/2 .. n/2 without zero: no step crosses a kink or makes a tie. */
  private static float[] apart(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = 0.1f * (i * 7 % n - n / 2 + 0.5f);
    }
    return values;
  }

  @Test
  void dense() {
    Parameters parameters = new Parameters(graph.tf(), "net", 1);
    Layer dense = new Dense(new Scope(parameters, Initializer.PAPER), "fc", 3, 2);
    var kernel = parameters.get("fc/kernel").value();
    var bias = parameters.get("fc/bias").value();
    graph.set(kernel, 1, 2, 3, 4, 5, 6);
    graph.set(bias, 0.5f, -1);
    var x = graph.input(Shape.of(4, 3), 1, 0, 0, 0, 1, 0, 1, 1, 1, -1, 2, 0.5f);
    var y = dense.apply(pass, x);
    assertArrayEquals(new float[] {1.5f, 1, 3.5f, 3, 9.5f, 11, 8, 8}, graph.value(y), 1e-6f);
    GradientCheck.assertGradients(graph, y, x, kernel, bias);
  }

  @Test
  void upsamplingRepeatsRowsAndColumns() {
    var x = graph.input(Shape.of(2, 1, 2, 1), 1, 2, 3, 4);
    var y = new Upsampling().apply(pass, x);
    assertEquals(Shape.of(2, 2, 4, 1), y.shape());
    assertArrayEquals(new float[] {1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4}, graph.value(y));
    var image = graph.normal(1, 2, 3, 4, 5);
    GradientCheck.assertGradients(graph, new Upsampling().apply(pass, image), image);
  }

  @Test
  void reluAndTanh() {
    var x = graph.input(Shape.of(1, 1, 1, 4), -2, -0.5f, 0.5f, 2);
    assertArrayEquals(new float[] {0, 0, 0.5f, 2}, graph.value(Layer.RELU.apply(pass, x)));
    assertArrayEquals(
        new float[] {-0.9640276f, -0.4621172f, 0.4621172f, 0.9640276f},
        graph.value(Layer.TANH.apply(pass, x)),
        1e-6f);
    GradientCheck.assertGradients(graph, Layer.RELU.apply(pass, x), x);
    GradientCheck.assertGradients(graph, Layer.TANH.apply(pass, x), x);
  }

  @Test
  void globalAverageIsOverHeightAndWidth() {
    var x = graph.input(Shape.of(2, 1, 3, 2), 1, 10, 2, 20, 6, 60, -1, 0, -2, 0, 0, 3);
    var y = Layer.GLOBAL_AVERAGE.apply(pass, x);
    assertEquals(Shape.of(2, 2), y.shape());
    assertArrayEquals(new float[] {3, 30, -1, 1}, graph.value(y), 1e-6f);
    GradientCheck.assertGradients(graph, y, x);
  }

  private static <T extends TFloating> Operand<T> addOne(Pass pass, Operand<T> x) {
    return pass.tf().math.add(x, pass.number(1, x));
  }

  private static <T extends TFloating> Operand<T> triple(Pass pass, Operand<T> x) {
    return pass.tf().math.mul(x, pass.number(3, x));
  }

  @Test
  void sequenceAppliesInOrder() {
    Layer addOne = LayersTest::addOne;
    Layer triple = LayersTest::triple;
    var x = graph.input(Shape.of(1), 2);
    assertArrayEquals(new float[] {9}, graph.value(Layer.sequence(addOne, triple).apply(pass, x)));
    assertSame(x, Layer.sequence().apply(pass, x));
  }

  @ParameterizedTest
  @MethodSource("paddings")
  void poolingOfNegativeValuesNeverTakesTheBorder(Padding padding) {
    var x = graph.input(Shape.of(1, 3, 3, 1), -1, -2, -3, -4, -5, -6, -7, -8, -9);
    var y = new MaxPooling(3, 2, padding).apply(pass, x);
    assertArrayEquals(new float[] {-1, -2, -4, -5}, graph.value(y));
  }

  static Stream<Padding> paddings() {
    return Stream.of(Padding.zero(1), Padding.SAME, Padding.reflect(1));
  }

  @Test
  void poolingTakesTheLargestOfEachChannel() {
    var x =
        graph.input(Shape.of(1, 2, 4, 2), 1, -8, 2, -7, 3, -6, 4, -5, 5, -4, 6, -3, 7, -2, 8, -1);
    assertArrayEquals(
        new float[] {6, -3, 8, -1},
        graph.value(new MaxPooling(2, 2, Padding.VALID).apply(pass, x)));
  }

  @ParameterizedTest
  @MethodSource("paddings")
  void poolingGradientsMatchDifferences(Padding padding) {
    var x = graph.input(Shape.of(2, 3, 4, 3), apart(72));
    GradientCheck.assertGradients(graph, new MaxPooling(3, 2, padding).apply(pass, x), x);
  }

  @Test
  void localResponseNormIsOverFiveNeighbouringChannels() {
    var x = graph.input(Shape.of(1, 1, 1, 6), 100, -200, 0, 300, 100, 50);
    double[] squares = {50_000, 140_000, 150_000, 142_500, 102_500, 102_500};
    float[] expected = new float[6];
    for (int c = 0; c < 6; c++) {
      expected[c] = (float) (graph.get(x)[c] / Math.pow(1 + 2e-5 * squares[c], 0.75));
    }
    var y = new LocalResponseNorm(2, 2e-5f, 0.75f).apply(pass, x);
    assertArrayEquals(expected, graph.value(y), 1e-3f);
  }

  @Test
  void localResponseNormGradientsMatchDifferences() {
    float[] values = TestGraph.normals(1, 2 * 1 * 3 * 7);
    for (int i = 0; i < values.length; i++) {
      values[i] *= 50; // at which the neighbours matter
    }
    var x = graph.input(Shape.of(2, 1, 3, 7), values);
    var y = new LocalResponseNorm(2, 2e-5f, 0.75f).apply(pass, x);
    GradientCheck.assertGradients(graph, y, x);
  }

  @Test
  void dropoutKeepsTheMean() {
    int n = 20_000;
    float[] ones = new float[n];
    Arrays.fill(ones, 1f);
    var x = graph.input(Shape.of(100, 200), ones);
    Pass training = Pass.training(graph.tf(), graph.step(3));
    float[] y = graph.value(new Dropout(0.3f, 1).apply(training, x));
    int kept = 0;
    for (float value : y) {
      if (value != 0) {
        assertEquals(1 / 0.7f, value, 1e-6f);
        kept++;
      }
    }
    // Four standard deviations of a binomial: sqrt(20,000 * 0.7 * 0.3) = 65.
    assertEquals(0.7 * n, kept, 4 * 65);
  }

  @Test
  void dropoutDependsOnSeedAndStepOnly() {
    var x = graph.normal(1, 8, 25);
    float[] first = dropped(x, 1, 5);
    assertArrayEquals(first, dropped(x, 1, 5));
    assertFalse(Arrays.equals(first, dropped(x, 1, 6)));
    assertFalse(Arrays.equals(first, dropped(x, 2, 5)));
    try (TestGraph other = new TestGraph()) {
      Pass training = Pass.training(other.tf(), other.step(5));
      var y = new Dropout(0.5f, 1).apply(training, other.normal(1, 8, 25));
      assertArrayEquals(first, other.value(y));
    }
  }

  private float[] dropped(Operand<TFloat32> x, long seed, long step) {
    Pass training = Pass.training(graph.tf(), graph.step(step));
    return graph.value(new Dropout(0.5f, seed).apply(training, x));
  }

  @Test
  void dropoutDropsNothingInInferenceOrAtRateZero() {
    var x = graph.normal(1, 2, 3);
    assertSame(x, new Dropout(0.5f, 1).apply(pass, x));
    Pass training = Pass.training(graph.tf(), graph.step(1));
    assertSame(x, new Dropout(0f, 1).apply(training, x));
  }

  @Test
  void dropoutGradientsMatchDifferences() {
    var x = graph.normal(1, 4, 5);
    Pass training = Pass.training(graph.tf(), graph.step(1));
    GradientCheck.assertGradients(graph, new Dropout(0.4f, 1).apply(training, x), x);
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 1f, Float.NaN})
  void dropoutRefusesOtherRates(float rate) {
    assertThrows(IllegalArgumentException.class, () -> new Dropout(rate, 1));
  }
}
