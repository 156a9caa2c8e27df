package org.cycleat.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.cycleat.model.Generator.Enlargement;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class GeneratorTest {
  private final TestGraph graph = new TestGraph();
  private final Pass pass = Pass.inference(graph.tf());

  @AfterEach
  void close() {
    graph.close();
  }

  private Generator network(int blocks, int width, Enlargement enlargement) {
    // Wide enough for tanh to saturate, so that its bounds are met.
    Scope scope = new Scope(new Parameters(graph.tf(), "g_SW", 7), Initializer.normal(0.2f));
    return new Generator(scope, new Generator.Shape(blocks, width, enlargement));
  }

  /**
   * By hand: 9,472 + 73,856 + 295,168 into the network, 1,180,160 a block, 295,040 + 73,792 + 9,411
   * out of it. CycleGAN prints 11.378 M and 7.838 M.
   */
  @ParameterizedTest
  @CsvSource({
    "9, TRANSPOSED, 11378179",
    "6, TRANSPOSED, 7837699",
    "9, RESIZE, 11378179",
    "6, RESIZE, 7837699"
  })
  void hasThePublishedCount(int blocks, Enlargement enlargement, long published) {
    Parameters parameters = network(blocks, 64, enlargement).parameters();
    assertEquals(published, parameters.trainableCount());
    assertEquals(published, parameters.count());
  }

  @ParameterizedTest
  @CsvSource({"6, TRANSPOSED, 16", "9, TRANSPOSED, 20", "6, RESIZE, 20", "9, RESIZE, 16"})
  void keepsSizeAndRange(int blocks, Enlargement enlargement, int size) {
    Generator network = network(blocks, 4, enlargement);
    var one = network.apply(pass, graph.normal(1, 1, size, size, 3));
    var several = network.apply(pass, graph.normal(1, 2, size, size, 3));
    graph.initialize(network.parameters());
    assertEquals(Shape.of(1, size, size, 3), one.shape());
    assertEquals(Shape.of(2, size, size, 3), several.shape());
    float[] faces = graph.value(several);
    float largest = 0;
    for (float pixel : faces) {
      assertTrue(pixel >= -1 && pixel <= 1);
      largest = Math.max(largest, Math.abs(pixel));
    }
    assertTrue(largest > 0.5f, "the image is flat");
    // The first of two images is the first alone.
    float[] first = graph.value(one);
    assertArrayEquals(first, Arrays.copyOf(faces, first.length), 1e-3f);
  }

  @ParameterizedTest
  @EnumSource
  void theBatchMayBeUnknown(Enlargement enlargement) {
    float[] image = TestGraph.normals(1, 2 * 16 * 16 * 3);
    var images = graph.input(Shape.of(-1, 16, 16, 3), Shape.of(2, 16, 16, 3), image);
    Generator network = network(6, 2, enlargement);
    var faces = network.apply(pass, images);
    graph.initialize(network.parameters());
    assertArrayEquals(new long[] {-1, 16, 16, 3}, faces.shape().asArray());
    assertEquals(Shape.of(2, 16, 16, 3), graph.shapeOf(faces));
  }

  @ParameterizedTest
  @EnumSource
  void everyParameterLearns(Enlargement enlargement) {
    Generator network = network(2, 2, enlargement);
    var faces = network.apply(pass, graph.normal(1, 1, 16, 16, 3));
    graph.initialize(network.parameters());
    // Instance normalisation takes the bias before it away again.
    GradientCheck.assertLearns(graph, faces, network.parameters(), name -> !name.endsWith("/bias"));
  }

  @Test
  void theSeedDecidesTheFaces() {
    assertArrayEquals(face(), face());
  }

  private static float[] face() {
    try (TestGraph graph = new TestGraph()) {
      Scope scope = new Scope(new Parameters(graph.tf(), "g_SW", 3), Initializer.PAPER);
      Generator network = new Generator(scope, new Generator.Shape(6, 2, Enlargement.TRANSPOSED));
      var face = network.apply(Pass.inference(graph.tf()), graph.normal(1, 1, 16, 16, 3));
      graph.initialize(network.parameters());
      return graph.value(face);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 18, 33})
  void refusesImagesThatItsStridesDoNotDivide(int size) {
    var images = graph.normal(1, 1, size, size, 3);
    Generator network = network(6, 2, Enlargement.RESIZE);
    var thrown = assertThrows(UserException.class, () -> network.apply(pass, images));
    assertEquals(
        "images of %d px do not fit the generator: two strides of 2 need a multiple of 4, at least 16; change imageSize"
            .formatted(size),
        thrown.getMessage());
  }
}
