package org.cycleat.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class AlexNetTest {
  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  private AlexNet network(int imageSize, double width, int classes) {
    Scope scope = new Scope(new Parameters(graph.tf(), "alexnet", 7), Initializer.HE);
    return new AlexNet(scope, imageSize, width, classes);
  }

  /** 34,944 + 307,456 + 885,120 + 663,936 + 442,624 + 37,752,832 + 16,781,312 + 4,097,000. */
  @Test
  void hasThePublishedCount() {
    Parameters parameters = network(227, 1, 1000).parameters();
    assertEquals(60_965_224, parameters.trainableCount());
    assertEquals(60_965_224, parameters.count());
    assertEquals(Shape.of(11, 11, 3, 96), parameters.get("conv1/kernel").shape());
    assertEquals(Shape.of(5, 5, 48, 256), parameters.get("conv2/kernel").shape());
    assertEquals(Shape.of(9216, 4096), parameters.get("fc6/kernel").shape());
  }

  @ParameterizedTest
  @CsvSource({"227, 55 27 13 13 13", "67, 15 7 3 3 3", "98, 22 10 4 4 4", "128, 30 14 6 6 6"})
  void activationsAreThoseOfTheFiveConvolutions(int size, String sizes) {
    var images = graph.normal(1, 2, size, size, 3);
    Features features = network(size, 1 / 16.0, 5).apply(Pass.inference(graph.tf()), images);
    assertArrayEquals(
        Arrays.stream(sizes.split(" ")).mapToLong(Long::parseLong).toArray(),
        features.groups().stream().mapToLong(group -> group.shape().get(1)).toArray());
    assertArrayEquals(
        new long[] {6, 16, 24, 24, 16},
        features.groups().stream().mapToLong(group -> group.shape().get(3)).toArray());
    assertEquals(Shape.of(2, 5), features.logits().shape());
  }

  @Test
  void runsAsBuilt() {
    float[] image = TestGraph.normals(1, 2 * 98 * 98 * 3);
    var images = graph.input(Shape.of(-1, 98, 98, 3), Shape.of(2, 98, 98, 3), image);
    AlexNet network = network(98, 1 / 16.0, 5);
    Features features = network.apply(Pass.inference(graph.tf()), images);
    graph.initialize(network.parameters());
    assertEquals(Shape.of(2, 5), graph.shapeOf(features.logits()));
    assertArrayEquals(new long[] {-1, 5}, features.logits().shape().asArray());
    for (float a : graph.value(features.groups().get(0))) {
      assertTrue(a >= 0); // after the rectifier
    }
  }

  @Test
  void everyParameterLearns() {
    AlexNet network = network(67, 1 / 16.0, 3);
    Pass pass = Pass.training(graph.tf(), graph.step(0));
    Operand<TFloat32> logits = network.apply(pass, graph.normal(1, 4, 67, 67, 3)).logits();
    graph.initialize(network.parameters());
    GradientCheck.assertLearns(graph, logits, network.parameters(), name -> true);
  }

  @Test
  void refusesImagesThatItsStridesUseUp() {
    var thrown = assertThrows(UserException.class, () -> network(66, 1, 7));
    assertEquals(
        "images of 66 px are too small for AlexNet: its strides need at least 67 px",
        thrown.getMessage());
    AlexNet network = network(67, 1 / 16.0, 7);
    var other = graph.normal(1, 1, 68, 68, 3);
    assertThrows(
        IllegalArgumentException.class, () -> network.apply(Pass.inference(graph.tf()), other));
  }
}
