package org.cycleat.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.cycleat.model.ResNet.Depth;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class ResNetTest {
  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  private ResNet network(Depth depth, double width, int classes) {
    return new ResNet(
        new Scope(new Parameters(graph.tf(), "f_S", 7), Initializer.HE), depth, width, classes);
  }

  private static long[] extents(Features features) {
    return features.groups().stream().mapToLong(group -> group.shape().get(1)).toArray();
  }

  private static long[] channels(Features features) {
    return features.groups().stream().mapToLong(group -> group.shape().get(3)).toArray();
  }

  private static long named(Parameters parameters, String end) {
    return parameters.all().stream()
        .filter(v -> v.name().endsWith(end))
        .mapToLong(v -> v.shape().size())
        .sum();
  }

  /** torchvision's numbers, which leave moving statistics out. */
  @ParameterizedTest
  @CsvSource({"RESNET_18, 11689512", "RESNET_34, 21797672"})
  void basicNetworksHaveThePublishedCounts(Depth depth, long published) {
    assertEquals(published, network(depth, 1, 1000).parameters().trainableCount());
  }

  /**
   * Keras's numbers, with moving statistics and without, and torchvision's, without biases as well.
   */
  @ParameterizedTest
  @CsvSource({
    "RESNET_50, 25636712, 25583592, 25557032",
    "RESNET_101, 44707176, 44601832, 44549160"
  })
  void bottleneckNetworksHaveThePublishedCounts(
      Depth depth, long keras, long kerasTrainable, long torchvision) {
    Parameters parameters = network(depth, 1, 1000).parameters();
    assertEquals(keras, parameters.count());
    assertEquals(kerasTrainable, parameters.trainableCount());
    assertEquals(torchvision, parameters.trainableCount() - named(parameters, "_conv/bias"));
  }

  /**
   * Stem 9*3*16 + 32; groups of six blocks of two 3x3 convolutions with 16, 32, 64 channels and
   * their batch normalisations: 6 * 4,672, 14,528 + 5 * 18,560, 57,728 + 5 * 73,984 (the first
   * blocks of the later groups with a 1x1 shortcut); 64 * 10 + 10 at the end.
   */
  @Test
  void resNet38HasSixTimesSixPlusTwoLayers() {
    Parameters parameters = network(Depth.RESNET_38, 1, 10).parameters();
    assertEquals(464 + 28_032 + 107_328 + 427_648 + 650, parameters.trainableCount());
    long weighted =
        parameters.all().stream()
            .filter(v -> v.name().endsWith("/kernel") && !v.name().contains("_0_conv"))
            .count();
    assertEquals(38, weighted);
  }

  /**
   * Stem 9*3*32 + 64; three groups of two blocks with 64, 128, 256 channels, of which the first has
   * a 1x1 shortcut; kernels, then scale and offset of each normalisation; 256 * 7 + 7 at the end.
   */
  @Test
  void resNet14HasOneAndTwelveAndOneLayers() {
    Parameters parameters = network(Depth.RESNET_14, 1, 7).parameters();
    long first = 9 * (32 * 64 + 3 * 64 * 64) + 32 * 64 + 5 * 2 * 64;
    long second = 9 * (64 * 128 + 3 * 128 * 128) + 64 * 128 + 5 * 2 * 128;
    long third = 9 * (128 * 256 + 3 * 256 * 256) + 128 * 256 + 5 * 2 * 256;
    assertEquals(928 + first + second + third + 1799, parameters.trainableCount());
    assertEquals(2_759_719, parameters.trainableCount());
    assertEquals(Shape.of(3, 3, 3, 32), parameters.get("conv1_conv/kernel").shape());
    assertEquals(Shape.of(1, 1, 32, 64), parameters.get("conv2_block1_0_conv/kernel").shape());
  }

  @Test
  void namesAreKeras() {
    Parameters parameters = network(Depth.RESNET_50, 1, 1000).parameters();
    assertEquals(320, parameters.all().size()); // 53 convolutions and normalisations, one matrix
    assertEquals(Shape.of(7, 7, 3, 64), parameters.get("conv1_conv/kernel").shape());
    assertEquals(Shape.of(64), parameters.get("conv1_bn/moving_variance").shape());
    assertEquals(Shape.of(1, 1, 64, 256), parameters.get("conv2_block1_0_conv/kernel").shape());
    assertEquals(Shape.of(1, 1, 64, 64), parameters.get("conv2_block1_1_conv/kernel").shape());
    assertEquals(Shape.of(3, 3, 64, 64), parameters.get("conv2_block1_2_conv/kernel").shape());
    assertEquals(Shape.of(256), parameters.get("conv2_block1_3_conv/bias").shape());
    assertEquals(Shape.of(1, 1, 256, 64), parameters.get("conv2_block2_1_conv/kernel").shape());
    assertEquals(Shape.of(1, 1, 256, 512), parameters.get("conv3_block1_0_conv/kernel").shape());
    assertEquals(Shape.of(2048), parameters.get("conv5_block3_3_bn/gamma").shape());
    assertEquals(Shape.of(2048, 1000), parameters.get("predictions/kernel").shape());
    assertEquals(Shape.of(1000), parameters.get("predictions/bias").shape());
  }

  @ParameterizedTest
  @CsvSource({
    "RESNET_18, 32, 8 4 2 1, 16 32 64 128",
    "RESNET_18, 65, 17 9 5 3, 16 32 64 128",
    "RESNET_34, 97, 25 13 7 4, 16 32 64 128",
    "RESNET_14, 8, 4 2 1, 16 32 64",
    "RESNET_14, 48, 24 12 6, 16 32 64",
    "RESNET_14, 33, 17 9 5, 16 32 64",
    "RESNET_38, 4, 4 2 1, 4 8 16",
    "RESNET_38, 33, 33 17 9, 4 8 16",
    "RESNET_50, 64, 16 8 4 2, 64 128 256 512",
    "RESNET_50, 45, 12 6 3 2, 64 128 256 512",
    "RESNET_101, 256, 64 32 16 8, 64 128 256 512"
  })
  void groupsHalveTheImage(Depth depth, int size, String sizes, String widths) {
    var images =
        graph.tf().zeros(graph.tf().constant(new int[] {2, size, size, 3}), TFloat32.class);
    Features features = network(depth, 0.25, 5).apply(Pass.inference(graph.tf()), images);
    assertArrayEquals(numbers(sizes), extents(features));
    assertArrayEquals(numbers(widths), channels(features));
    assertEquals(Shape.of(2, 5), features.logits().shape());
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESNET_14", "RESNET_18", "RESNET_38", "RESNET_50"})
  void theBatchMayBeUnknown(Depth depth) {
    float[] image = TestGraph.normals(1, 2 * 32 * 32 * 3);
    var images = graph.input(Shape.of(-1, 32, 32, 3), Shape.of(2, 32, 32, 3), image);
    ResNet network = network(depth, 1 / 16.0, 5);
    Features features = network.apply(Pass.inference(graph.tf()), images);
    assertArrayEquals(new long[] {-1, 5}, features.logits().shape().asArray());
    graph.initialize(network.parameters());
    assertEquals(Shape.of(2, 5), graph.shapeOf(features.logits()));
  }

  @ParameterizedTest
  @CsvSource({
    "RESNET_18, 31, 32",
    "RESNET_34, 31, 32",
    "RESNET_14, 7, 8",
    "RESNET_38, 3, 4",
    "RESNET_50, 31, 32",
    "RESNET_101, 31, 32"
  })
  void refusesImagesThatItsStridesUseUp(Depth depth, int size, int minimum) {
    var images = graph.normal(1, 1, size, size, 3);
    ResNet network = network(depth, 1 / 16.0, 5);
    var thrown =
        assertThrows(UserException.class, () -> network.apply(Pass.inference(graph.tf()), images));
    assertEquals(
        "images of %d px are too small for %s: its strides need at least %d px; raise imageSize"
            .formatted(size, depth, minimum),
        thrown.getMessage());
  }

  @ParameterizedTest
  @EnumSource(names = {"RESNET_14", "RESNET_18", "RESNET_38", "RESNET_50"})
  void everyParameterLearns(Depth depth) {
    ResNet network = network(depth, 1 / 16.0, 5);
    Pass pass = Pass.training(graph.tf(), graph.step(0));
    Operand<TFloat32> logits = network.apply(pass, graph.normal(1, 3, 32, 32, 3)).logits();
    graph.initialize(network.parameters());
    // The batch normalisation that follows takes a convolution's bias away again.
    GradientCheck.assertLearns(
        graph, logits, network.parameters(), name -> !name.endsWith("_conv/bias"));
    long statistics = network.parameters().all().stream().filter(v -> !v.trainable()).count();
    assertEquals(statistics, pass.updates().size());
  }

  /** Of 64 features 16 are dropped on average; what is left and the logits differ by step. */
  @Test
  void dropsFeaturesInTrainingOnly() {
    Scope scope = new Scope(new Parameters(graph.tf(), "f_S", 7), Initializer.HE);
    ResNet network = new ResNet(scope, new ResNet.Shape(Depth.RESNET_38, 1, 0.25f), 5);
    var images = graph.normal(1, 2, 8, 8, 3);
    var first = network.apply(Pass.training(graph.tf(), graph.step(0)), images);
    var again = network.apply(Pass.training(graph.tf(), graph.step(0)), images);
    var second = network.apply(Pass.training(graph.tf(), graph.step(1)), images);
    var judged = network.apply(Pass.inference(graph.tf()), images);
    graph.initialize(network.parameters());
    float[] logits = graph.value(first.logits());
    assertArrayEquals(logits, graph.value(again.logits()), 1e-5f);
    assertFalse(Arrays.equals(logits, graph.value(second.logits())));
    assertArrayEquals(
        graph.value(first.groups().get(2)), graph.value(second.groups().get(2)), 1e-5f);
    assertArrayEquals(graph.value(judged.logits()), graph.value(judged.logits()));
  }

  /** Strides of 4 in all leave 3 x 3 places of 10 pixels, with 64 features each. */
  @Test
  void theLastLayerCanSeeEveryPlace() {
    Scope scope = new Scope(new Parameters(graph.tf(), "f_S", 7), Initializer.HE);
    ResNet network = new ResNet(scope, new ResNet.Shape(Depth.RESNET_38, 1, 0, 10), 5);
    assertEquals(Shape.of(9 * 64, 5), network.parameters().get("predictions/kernel").shape());
    var images = graph.normal(1, 2, 10, 10, 3);
    var logits = network.apply(Pass.inference(graph.tf()), images).logits();
    assertEquals(Shape.of(2, 5), logits.shape());
    graph.initialize(network.parameters());
    assertEquals(10, graph.value(logits).length);
  }

  @Test
  void theSeedDecidesTheInitialValues() {
    assertArrayEquals(initial(7), initial(7));
    assertFalse(Arrays.equals(initial(7), initial(8)));
  }

  private static float[] initial(long seed) {
    try (TestGraph graph = new TestGraph()) {
      Parameters parameters = new Parameters(graph.tf(), "f_S", seed);
      new ResNet(new Scope(parameters, Initializer.PAPER), Depth.RESNET_18, 1 / 16.0, 7);
      graph.initialize(parameters);
      return graph.value(parameters.get("conv5_block2_2_conv/kernel").value());
    }
  }

  @Test
  void aTeacherChangesNothing() {
    Pass pass = Pass.inference(graph.tf());
    network(Depth.RESNET_18, 1 / 16.0, 5).apply(pass, graph.normal(1, 1, 32, 32, 3));
    assertTrue(pass.updates().isEmpty());
  }

  @Test
  void widthMultipliesChannels() {
    Parameters parameters = network(Depth.RESNET_18, 0.5, 7).parameters();
    assertEquals(Shape.of(7, 7, 3, 32), parameters.get("conv1_conv/kernel").shape());
    assertEquals(Shape.of(256, 7), parameters.get("predictions/kernel").shape());
  }
}
