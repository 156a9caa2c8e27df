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

  /** 3,136 + 131,200 + 524,544 + 2,097,664 + 8,193; CycleGAN prints 2.765 M. */
  @Test
  void hasThePublishedCount() {
    Parameters parameters = new PatchDiscriminator(scope, 64).parameters();
    assertEquals(2_764_737, parameters.trainableCount());
    assertEquals(2_764_737, parameters.count());
  }

  /**
   * The gradient of one score by the image is nonzero on exactly 70 x 70 pixels. Of score i in a
   * row these are 8i - 23 .. 8i + 46: backwards through the layers i - 1 .. i + 2, i - 2 .. i + 4,
   * 2i - 5 .. 2i + 10, 4i - 11 .. 4i + 22 and 8i - 23 .. 8i + 46.
   */
  @Test
  void aScoreSeesAPatchOf70Pixels() {
    PatchDiscriminator network = new PatchDiscriminator(scope, 4, Layer.IDENTITY);
    var images = graph.normal(1, 1, 128, 128, 3);
    var scores = network.apply(pass, images);
    graph.initialize(network.parameters());
    assertEquals(Shape.of(1, 14, 14, 1), scores.shape());
    int row = 5; // pixels 17 .. 86
    int column = 7; // pixels 33 .. 102
    float[] gradient = gradientOfScore(scores, row, column, images);
    for (int y = 0; y < 128; y++) {
      for (int x = 0; x < 128; x++) {
        boolean inside = y >= 17 && y <= 86 && x >= 33 && x <= 102;
        assertEquals(inside, seen(gradient, y, x), "pixel " + y + ", " + x);
      }
    }
  }

  /** Which shows that the test above had to take the normalisation out. */
  @Test
  void instanceNormalizationSeesTheWholeImage() {
    PatchDiscriminator network = new PatchDiscriminator(scope, 4);
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
    float[] one = new float[14 * 14];
    one[row * 14 + column] = 1;
    var score = tf.reduceSum(tf.math.mul(flat, tf.constant(one)), tf.constant(0));
    return graph.value(GradientCheck.gradients(graph, score, images).get(0));
  }

  private static boolean seen(float[] gradient, int y, int x) {
    int pixel = (y * 128 + x) * 3;
    return gradient[pixel] != 0 || gradient[pixel + 1] != 0 || gradient[pixel + 2] != 0;
  }

  @ParameterizedTest
  @CsvSource({"32, 2", "33, 2", "64, 6", "71, 6", "256, 30"})
  void scoresAreAnEighthOfTheImageLessTwo(int size, int scores) {
    var images =
        graph.tf().zeros(graph.tf().constant(new int[] {2, size, size, 3}), TFloat32.class);
    assertEquals(
        Shape.of(2, scores, scores, 1),
        new PatchDiscriminator(scope, 2).apply(pass, images).shape());
  }

  @Test
  void everyParameterLearns() {
    PatchDiscriminator network = new PatchDiscriminator(scope, 2);
    var scores = network.apply(pass, graph.normal(1, 2, 40, 40, 3));
    graph.initialize(network.parameters());
    // Instance normalisation takes the bias before it away again.
    GradientCheck.assertLearns(
        graph, scores, network.parameters(), name -> !name.matches("conv[234]/bias"));
  }

  @Test
  void refusesImagesThatItsStridesUseUp() {
    var images = graph.normal(1, 1, 31, 31, 3);
    PatchDiscriminator network = new PatchDiscriminator(scope, 2);
    var thrown = assertThrows(UserException.class, () -> network.apply(pass, images));
    assertEquals(
        "images of 31 px are too small for the discriminator: its strides need at least 32 px; raise imageSize",
        thrown.getMessage());
  }
}
