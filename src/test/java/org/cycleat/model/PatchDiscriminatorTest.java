package org.cycleat.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Layer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class PatchDiscriminatorTest {
  private final TestGraph graph = new TestGraph();
  private final Pass pass = Pass.inference(graph.tf());
  private final Scope scope = new Scope(new Parameters(graph.tf(), "d_W", 7), Initializer.HE);

  @AfterEach
  void close() {
    graph.close();
  }

  private PatchDiscriminator network(int width, int strided) {
    return new PatchDiscriminator(scope, new PatchDiscriminator.Shape(width, strided));
  }

  /**
   * 3,136 + 131,200 + 524,544 + 2,097,664 + 8,193, for which CycleGAN prints 2.765 M; 3,136 +
   * 131,200 + 524,544 + 4,097; and 3,136 + 131,200 + 2,049.
   */
  @ParameterizedTest
  @CsvSource({"3, 2764737", "2, 662977", "1, 136385"})
  void hasThePublishedCount(int strided, long count) {
    Parameters parameters = network(64, strided).parameters();
    assertEquals(count, parameters.trainableCount());
    assertEquals(count, parameters.count());
  }

  /**
   * The gradient of one score by the image is nonzero on exactly 70 x 70 pixels. Of score i in a
   * row these are 8i - 23 .. 8i + 46: backwards through the layers i - 1 .. i + 2, i - 2 .. i + 4,
   * 2i - 5 .. 2i + 10, 4i - 11 .. 4i + 22 and 8i - 23 .. 8i + 46. With fewer strided layers the
   * last of these are missing, so that 34 or 16 pixels are left.
   */
  @ParameterizedTest
  @CsvSource({"3, 14, 17, 86, 33, 102", "2, 30, 9, 42, 17, 50", "1, 62, 5, 20, 9, 24"})
  void aScoreSeesAPatch(int strided, int scores, int top, int bottom, int left, int right) {
    var shape = new PatchDiscriminator.Shape(4, strided);
    PatchDiscriminator network = new PatchDiscriminator(scope, shape, Layer.IDENTITY);
    var images = graph.normal(1, 1, 128, 128, 3);
    var map = network.apply(pass, images);
    graph.initialize(network.parameters());
    assertEquals(Shape.of(1, scores, scores, 1), map.shape());
    float[] gradient = gradientOfScore(map, 5, 7, images);
    for (int y = 0; y < 128; y++) {
      for (int x = 0; x < 128; x++) {
        boolean inside = y >= top && y <= bottom && x >= left && x <= right;
        assertEquals(inside, seen(gradient, y, x), "pixel " + y + ", " + x);
      }
    }
  }

  /** Which shows that the test above had to take the normalisation out. */
  @Test
  void instanceNormalizationSeesTheWholeImage() {
    PatchDiscriminator network = network(4, 3);
    var images = graph.normal(1, 1, 128, 128, 3);
    var scores = network.apply(pass, images);
    graph.initialize(network.parameters());
    float[] gradient = gradientOfScore(scores, 5, 7, images);
    assertTrue(seen(gradient, 1, 1) && seen(gradient, 126, 126));
  }

  private float[] gradientOfScore(
      Operand<TFloat32> scores, int row, int column, Operand<TFloat32> images) {
    var tf = graph.tf();
    var flat = tf.reshape(scores, tf.constant(new int[] {-1}));
    int side = (int) scores.shape().get(1);
    float[] one = new float[side * side];
    one[row * side + column] = 1;
    var score = tf.reduceSum(tf.math.mul(flat, tf.constant(one)), tf.constant(0));
    return graph.value(GradientCheck.gradients(graph, score, images).get(0));
  }

  private static boolean seen(float[] gradient, int y, int x) {
    int pixel = (y * 128 + x) * 3;
    return gradient[pixel] != 0 || gradient[pixel + 1] != 0 || gradient[pixel + 2] != 0;
  }

  @ParameterizedTest
  @CsvSource({
    "32, 3, 2",
    "33, 3, 2",
    "64, 3, 6",
    "71, 3, 6",
    "256, 3, 30",
    "16, 2, 2",
    "67, 2, 14",
    "8, 1, 2",
    "64, 1, 30"
  })
  void eachStrideHalvesTheScoresAndTwoAreLost(int size, int strided, int scores) {
    var images =
        graph.tf().zeros(graph.tf().constant(new int[] {2, size, size, 3}), TFloat32.class);
    assertEquals(Shape.of(2, scores, scores, 1), network(2, strided).apply(pass, images).shape());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyParameterLearns(int strided) {
    PatchDiscriminator network = network(2, strided);
    var scores = network.apply(pass, graph.normal(1, 2, 40, 40, 3));
    graph.initialize(network.parameters());
    // Instance normalisation takes the bias before it away again.
    GradientCheck.assertLearns(
        graph, scores, network.parameters(), name -> !name.matches("conv[234]/bias"));
  }

  @ParameterizedTest
  @CsvSource({"3, 31, 32", "2, 15, 16", "1, 7, 8"})
  void refusesImagesThatItsStridesUseUp(int strided, int size, int least) {
    var images = graph.normal(1, 1, size, size, 3);
    PatchDiscriminator network = network(2, strided);
    var thrown = assertThrows(UserException.class, () -> network.apply(pass, images));
    assertEquals(
        "images of %d px are too small for the discriminator: its strides need at least %d px; raise imageSize"
            .formatted(size, least),
        thrown.getMessage());
  }
}
