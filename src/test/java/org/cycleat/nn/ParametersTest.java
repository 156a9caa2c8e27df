package org.cycleat.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class ParametersTest {

  private static float[] initial(String network, long seed, String name) {
    try (TestGraph graph = new TestGraph()) {
      Parameters parameters = new Parameters(graph.tf(), network, seed);
      Variable v = parameters.trainable(name, Shape.of(3, 5), Initializer.PAPER);
      graph.initialize(parameters);
      return graph.value(v.value());
    }
  }

  @Test
  void valuesDependOnSeedNetworkAndName() {
    float[] values = initial("net", 7, "conv/kernel");
    assertArrayEquals(values, initial("net", 7, "conv/kernel"));
    assertFalse(Arrays.equals(values, initial("net", 8, "conv/kernel")));
    assertFalse(Arrays.equals(values, initial("net", 7, "conv2/kernel")));
    assertFalse(Arrays.equals(values, initial("other", 7, "conv/kernel")));
  }

  @Test
  void valuesDoNotDependOnTheOtherVariables() {
    try (TestGraph graph = new TestGraph()) {
      Parameters parameters = new Parameters(graph.tf(), "net", 7);
      parameters.trainable("before/kernel", Shape.of(2), Initializer.PAPER);
      Variable v = parameters.trainable("conv/kernel", Shape.of(3, 5), Initializer.PAPER);
      graph.initialize(parameters);
      assertArrayEquals(initial("net", 7, "conv/kernel"), graph.value(v.value()));
    }
  }

  @Test
  void namesAndCounts() {
    try (TestGraph graph = new TestGraph()) {
      Parameters parameters = new Parameters(graph.tf(), "net", 7);
      Variable kernel = parameters.trainable("b/kernel", Shape.of(2, 3), Initializer.PAPER);
      Variable mean = parameters.statistic("a/moving_mean", Shape.of(5), 0.5f);
      assertEquals("net", parameters.network());
      assertEquals(List.of(kernel, mean), List.copyOf(parameters.all()));
      assertEquals(List.of(kernel), parameters.trainable());
      assertEquals(6, parameters.trainableCount());
      assertEquals(11, parameters.count());
      assertSame(kernel, parameters.get("b/kernel"));
      assertEquals("b/kernel", kernel.name());
      graph.initialize(parameters);
      assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0.5f, 0.5f}, graph.value(mean.value()));
    }
  }

  @Test
  void refusesASecondVariableOfAName() {
    try (TestGraph graph = new TestGraph()) {
      Parameters parameters = new Parameters(graph.tf(), "net", 7);
      parameters.trainable("conv/kernel", Shape.of(2), Initializer.PAPER);
      var thrown =
          assertThrows(
              IllegalArgumentException.class,
              () -> parameters.statistic("conv/kernel", Shape.of(2), 0f));
      assertEquals("net has two parameters conv/kernel", thrown.getMessage());
    }
  }

  @Test
  void namesWhatThereIsWhereOneIsMissing() {
    try (TestGraph graph = new TestGraph()) {
      Parameters parameters = new Parameters(graph.tf(), "net", 7);
      parameters.trainable("conv/kernel", Shape.of(2), Initializer.PAPER);
      var thrown = assertThrows(IllegalArgumentException.class, () -> parameters.get("conv/bias"));
      assertEquals("net has no parameter conv/bias; it has [conv/kernel]", thrown.getMessage());
    }
  }

  @Test
  void networksOfOneGraphAreApart() {
    try (TestGraph graph = new TestGraph()) {
      Parameters one = new Parameters(graph.tf(), "one", 7);
      Parameters two = new Parameters(graph.tf(), "two", 7);
      Variable a = one.statistic("conv/kernel", Shape.of(2), 1f);
      Variable b = two.statistic("conv/kernel", Shape.of(2), 2f);
      graph.initialize(one, two);
      assertArrayEquals(new float[] {1, 1}, graph.value(a.value()));
      assertArrayEquals(new float[] {2, 2}, graph.value(b.value()));
    }
  }

  @Test
  void initializersHaveTheirSpread() {
    try (TestGraph graph = new TestGraph()) {
      Parameters parameters = new Parameters(graph.tf(), "net", 7);
      Shape shape = Shape.of(3, 3, 32, 50); // fan-in 288
      Variable paper = parameters.trainable("paper", shape, Initializer.PAPER);
      Variable he = parameters.trainable("he", shape, Initializer.HE);
      Variable ones = parameters.trainable("ones", Shape.of(3), Initializer.ONES);
      Variable zeros = parameters.trainable("zeros", Shape.of(2), Initializer.ZEROS);
      graph.initialize(parameters);
      // 14,400 values: the relative standard error of the deviation is 0.6 %.
      assertEquals(0.02, deviation(graph.value(paper.value())), 0.02 * 0.025);
      double expected = Math.sqrt(2.0 / 288);
      assertEquals(expected, deviation(graph.value(he.value())), expected * 0.025);
      assertArrayEquals(new float[] {1, 1, 1}, graph.value(ones.value()));
      assertArrayEquals(new float[] {0, 0}, graph.value(zeros.value()));
    }
  }

  /** Around zero, so that a mean that is off shows too. */
  private static double deviation(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum / values.length);
  }
}
