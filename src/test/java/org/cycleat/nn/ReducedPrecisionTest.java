package org.cycleat.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.cycleat.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** What of a layer must not be in float16 or bfloat16. */
class ReducedPrecisionTest {
  private final TestGraph graph = new TestGraph();
  private final Pass pass = Pass.training(graph.tf(), graph.step(0)).in(Precision.FLOAT16);

  @AfterEach
  void close() {
    graph.close();
  }

  private static <T extends TFloating> float[] run(
      TestGraph graph, Layer layer, Pass pass, Operand<T> x) {
    return graph.value(pass.full(layer.apply(pass, x)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void instanceNormTakesSquaresBeyondTheRange(int images) {
    float[] pixels = new float[images * 6];
    float[] expected = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 2 == 0 ? 900 : 300;
      expected[i] = i % 2 == 0 ? 1 : -1;
    }
    var x = graph.input(Shape.of(images, 3, 2, 1), pixels);
    assertArrayEquals(expected, run(graph, new InstanceNorm(), pass, pass.lowered(x)), 1e-3f);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void batchNormKeepsItsStatisticsInFloat32(Precision precision) {
    Parameters parameters = new Parameters(graph.tf(), "net", 1);
    Layer norm = new BatchNorm(new Scope(parameters, Initializer.PAPER), "bn", 1);
    graph.initialize(parameters);
    Pass low = pass.in(precision);
    var x = graph.input(Shape.of(1, 2, 2, 1), 512, 516, 520, 524);
    run(graph, norm, low, low.lowered(x));
    graph.run(low.updates());
    // 518, a tenth of it, is no bfloat16; the population's variance is 20
    assertArrayEquals(
        new float[] {51.8f}, graph.value(parameters.get("bn/moving_mean").value()), 1e-4f);
    assertArrayEquals(
        new float[] {0.9f + 2}, graph.value(parameters.get("bn/moving_variance").value()), 1e-3f);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void outputsHaveTheTypeOfInputs(Precision precision) {
    Pass low = pass.in(precision);
    var x = low.lowered(graph.normal(1, 2, 4, 4, 3));
    for (Layer layer :
        new Layer[] {
          new Upsampling(),
          new LocalResponseNorm(2, 1e-4f, 0.75f),
          new MaxPooling(3, 2, Padding.zero(1)),
          new Dropout(0.5f, 1),
          new InstanceNorm(),
          new Flatten(48),
          Layer.TANH
        }) {
      assertEquals(precision.type(), typeOf(layer, low, x), layer.toString());
    }
  }

  private static <T extends TFloating> Class<T> typeOf(Layer layer, Pass pass, Operand<T> x) {
    return layer.apply(pass, x).type();
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aWeightIsCastOnce(Precision precision) {
    Parameters parameters = new Parameters(graph.tf(), "net", 1);
    Variable weight = parameters.trainable("w", Shape.of(2), Initializer.ONES);
    Pass low = pass.in(precision);
    var x = low.lowered(graph.normal(1, 2));
    assertSame(value(low, weight, x).op(), value(low, weight, x).op());
  }

  private static <T extends TFloating> Operand<T> value(Pass pass, Variable weight, Operand<T> x) {
    Operand<T> value = pass.value(weight, x);
    assertEquals(x.type(), value.type());
    return value;
  }
}
