package org.cycleat.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.cycleat.model.Vgg.Depth;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.cycleat.nn.Variable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class VggTest {
  private static final double NARROW = 1 / 16.0;

  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  private Vgg network(Depth depth, int imageSize, double width, int classes) {
    Scope scope = new Scope(new Parameters(graph.tf(), "vgg", 7), Initializer.HE);
    return new Vgg(scope, new Vgg.Shape(depth, imageSize, width), classes);
  }

  /** Keras's numbers, and torchvision's. */
  @ParameterizedTest
  @CsvSource({"VGG_16, 138357544", "VGG_19, 143667240"})
  void hasThePublishedCount(Depth depth, long published) {
    Parameters parameters = network(depth, 224, 1, 1000).parameters();
    assertEquals(published, parameters.trainableCount());
    assertEquals(published, parameters.count());
    assertEquals(Shape.of(3, 3, 256, 512), parameters.get("block4_conv1/kernel").shape());
    assertEquals(Shape.of(25_088, 4096), parameters.get("fc1/kernel").shape());
  }

  @ParameterizedTest
  @CsvSource({"VGG_16, 2 2 3 3 3", "VGG_19, 2 2 4 4 4"})
  void namesAndTheirOrderAreKeras(Depth depth, String convolutions) {
    List<String> expected = new ArrayList<>();
    int[] numbers = numbers(convolutions);
    for (int b = 1; b <= 5; b++) {
      for (int c = 1; c <= numbers[b - 1]; c++) {
        expected.addAll(of("block%d_conv%d".formatted(b, c)));
      }
    }
    expected.addAll(of("fc1"));
    expected.addAll(of("fc2"));
    expected.addAll(of("predictions"));
    assertEquals(
        expected,
        network(depth, 32, NARROW, 7).parameters().all().stream().map(Variable::name).toList());
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  private static List<String> of(String layer) {
    return List.of(layer + "/kernel", layer + "/bias");
  }

  @ParameterizedTest
  @CsvSource({
    "VGG_16, 224, 224 112 56 28 14",
    "VGG_19, 32, 32 16 8 4 2",
    "VGG_16, 65, 65 32 16 8 4",
    "VGG_19, 127, 127 63 31 15 7"
  })
  void groupsAreTheBlocksBeforeTheirPooling(Depth depth, int size, String sides) {
    var images = graph.normal(1, 2, size, size, 3);
    Features features = network(depth, size, NARROW, 5).apply(Pass.inference(graph.tf()), images);
    assertArrayEquals(
        numbers(sides),
        features.groups().stream().mapToInt(group -> (int) group.shape().get(2)).toArray());
    assertArrayEquals(
        new long[] {4, 8, 16, 32, 32},
        features.groups().stream().mapToLong(group -> group.shape().get(3)).toArray());
    assertEquals(Shape.of(2, 5), features.logits().shape());
  }

  @ParameterizedTest
  @EnumSource
  void runsWhereTheBatchIsUnknown(Depth depth) {
    float[] image = TestGraph.normals(1, 2 * 67 * 67 * 3);
    var images = graph.input(Shape.of(-1, 67, 67, 3), Shape.of(2, 67, 67, 3), image);
    Vgg network = network(depth, 67, NARROW, 5);
    Features features = network.apply(Pass.inference(graph.tf()), images);
    graph.initialize(network.parameters());
    assertEquals(Shape.of(2, 5), graph.shapeOf(features.logits()));
    assertArrayEquals(new long[] {-1, 5}, features.logits().shape().asArray());
    for (float a : graph.value(features.groups().get(4))) {
      assertTrue(a >= 0); // after the rectifier
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyParameterLearns(Depth depth) {
    Vgg network = network(depth, 33, NARROW, 3);
    Pass pass = Pass.training(graph.tf(), graph.step(0));
    Operand<TFloat32> logits = network.apply(pass, graph.normal(1, 4, 33, 33, 3)).logits();
    graph.initialize(network.parameters());
    GradientCheck.assertLearns(graph, logits, network.parameters(), name -> true);
  }

  @Test
  void dropsInTrainingAndOnlyThere() {
    Vgg network = network(Depth.VGG_16, 32, NARROW, 3);
    var images = graph.normal(1, 4, 32, 32, 3);
    var first = network.apply(Pass.training(graph.tf(), graph.step(0)), images).logits();
    var second = network.apply(Pass.training(graph.tf(), graph.step(1)), images).logits();
    var calm = network.apply(Pass.inference(graph.tf()), images).logits();
    var again = network.apply(Pass.inference(graph.tf()), images).logits();
    graph.initialize(network.parameters());
    assertFalse(Arrays.equals(graph.value(first), graph.value(second)));
    assertArrayEquals(graph.value(calm), graph.value(again));
  }

  @Test
  void widthMultipliesChannels() {
    Parameters parameters = network(Depth.VGG_19, 64, 0.25, 7).parameters();
    assertEquals(Shape.of(3, 3, 3, 16), parameters.get("block1_conv1/kernel").shape());
    assertEquals(Shape.of(2 * 2 * 128, 1024), parameters.get("fc1/kernel").shape());
    assertEquals(Shape.of(1024, 7), parameters.get("predictions/kernel").shape());
  }

  @Test
  void refusesImagesThatItsPoolingsUseUp() {
    var thrown = assertThrows(UserException.class, () -> network(Depth.VGG_19, 31, 1, 7));
    assertEquals(
        "images of 31 px are too small for VGG_19: its poolings need at least 32 px; raise imageSize",
        thrown.getMessage());
  }

  @Test
  void refusesImagesOfAnotherSizeThanItWasMadeFor() {
    Vgg network = network(Depth.VGG_16, 32, NARROW, 7);
    var other = graph.normal(1, 1, 33, 33, 3);
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> network.apply(Pass.inference(graph.tf()), other));
    assertEquals("expected images of 32 px, found 33", thrown.getMessage());
  }
}
