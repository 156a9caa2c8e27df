package org.cycleat.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.nn.Convolution.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class ConvolutionTest {
  private final TestGraph graph = new TestGraph();
  private final Pass inference = Pass.inference(graph.tf());
  private final Pass pass = inference.frozen();
  private final Parameters parameters = new Parameters(graph.tf(), "net", 1);
  private final Scope scope = new Scope(parameters, Initializer.normal(1f));

  @AfterEach
  void close() {
    graph.close();
  }

  /** The sums over windows of 3x3 of the image 1..12, of 3 rows and 4 columns. */
  private float[] windowSums(int stride, Padding padding) {
    Layer conv = new Convolution(scope, "conv", 1, 1, Window.of(3, stride, padding));
    graph.set(parameters.get("conv/kernel").value(), 1, 1, 1, 1, 1, 1, 1, 1, 1);
    graph.set(parameters.get("conv/bias").value(), 0.5f);
    var image = graph.input(Shape.of(1, 3, 4, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    return graph.value(conv.apply(pass, image));
  }

  @Test
  void validTakesWholeWindowsOnly() {
    assertArrayEquals(new float[] {54.5f, 63.5f}, windowSums(1, Padding.VALID));
  }

  @Test
  void sameAtStrideTwoStartsInTheCornerOfAnEvenSide() {
    assertArrayEquals(new float[] {24.5f, 22.5f, 48.5f, 38.5f}, windowSums(2, Padding.SAME));
  }

  @Test
  void zeroPaddingAtStrideTwoIsSymmetric() {
    assertArrayEquals(new float[] {14.5f, 30.5f, 30.5f, 54.5f}, windowSums(2, Padding.zero(1)));
  }

  @Test
  void reflectionLeavesOutTheBorderItself() {
    assertArrayEquals(new float[] {39.5f, 51.5f, 63.5f, 75.5f}, windowSums(2, Padding.reflect(1)));
  }

  @Test
  void noPaddingAtAllIsValid() {
    assertArrayEquals(new float[] {54.5f, 63.5f}, windowSums(1, Padding.zero(0)));
    assertThrows(IllegalArgumentException.class, () -> Padding.zero(-1));
    assertThrows(IllegalArgumentException.class, () -> Padding.reflect(-1));
  }

  @Test
  void kernelIsNotFlippedAndChannelsAdd() {
    Layer conv = new Convolution(scope, "conv", 2, 3, Window.of(1, 2, Padding.VALID));
    // [1, 1, inputs, outputs]
    graph.set(parameters.get("conv/kernel").value(), 1, 2, 3, 10, 20, 30);
    graph.set(parameters.get("conv/bias").value(), 0, 0, -100);
    var image = graph.input(Shape.of(1, 1, 3, 2), 1, 2, 9, 9, 3, 4);
    assertArrayEquals(new float[] {21, 42, -37, 43, 86, 29}, graph.value(conv.apply(pass, image)));
  }

  static Stream<Window> windows() {
    return Stream.of(
        Window.of(3, 1, Padding.SAME),
        Window.of(3, 2, Padding.SAME),
        Window.of(2, 1, Padding.VALID),
        Window.of(3, 2, Padding.zero(1)),
        Window.of(3, 1, Padding.reflect(2)),
        Window.of(4, 2, Padding.zero(1)).withoutBias(),
        Window.of(3, 1, Padding.SAME).inGroups(2),
        Window.of(3, 2, Padding.zero(1)).inGroups(2).withoutBias(),
        Window.of(1, 1, Padding.SAME),
        Window.of(1, 2, Padding.SAME),
        Window.of(1, 2, Padding.VALID).inGroups(2).withoutBias(),
        Window.of(1, 3, Padding.zero(1)));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void equalsItsDefinition(Window window) {
    Layer conv = new Convolution(scope, "conv", 4, 6, window);
    Variable kernel = parameters.get("conv/kernel");
    assertEquals(
        Shape.of(window.kernel(), window.kernel(), 4 / window.groups(), 6), kernel.shape());
    fill(List.copyOf(parameters.all()));
    float[] bias = window.bias() ? graph.get(parameters.get("conv/bias").value()) : new float[6];
    // where gradients are taken, few positions are computed in another way than many
    for (int[] side : new int[][] {{3, 4}, {5, 6}, {10, 11}}) {
      var image = graph.normal(3, 2, side[0], side[1], 4);
      var y = conv.apply(pass, image);
      float[] expected =
          new Definition(window, side[0], side[1])
              .of(graph.get(image), graph.get(kernel.value()), bias);
      assertArrayEquals(expected, graph.value(y), 1e-4f);
      assertArrayEquals(expected, graph.value(conv.apply(inference, image)), 1e-4f);
      assertEquals(expected.length, y.shape().size());
    }
  }

  @ParameterizedTest
  @MethodSource("windows")
  void gradientsMatchDifferences(Window window) {
    Layer conv = new Convolution(scope, "conv", 2, 4, window);
    fill(List.copyOf(parameters.all()));
    for (int[] side : new int[][] {{4, 5}, {7, 11}}) {
      var image = graph.normal(3, 2, side[0], side[1], 2);
      var y = conv.apply(pass, image);
      GradientCheck.assertGradients(graph, y, image, parameters.get("conv/kernel").value());
      if (window.bias()) {
        GradientCheck.assertGradients(graph, y, parameters.get("conv/bias").value());
      }
    }
  }

  /** See Convolution.SAFE_INPUTS. */
  @ParameterizedTest
  @CsvSource({"1, 2, 15, 1", "1, 3, 15, 1", "1, 2, 16, 2", "2, 2, 15, 2"})
  void aStridedKernelOfOnePixelAndFewChannelsIsNotLeftToOneDnn(
      int kernel, int stride, int inputs, long expected) {
    Layer conv = new Convolution(scope, "conv", inputs, 4, Window.of(kernel, stride, Padding.SAME));
    conv.apply(pass, graph.normal(3, 2, 11, 12, inputs));
    List<Long> strides =
        graph.graph().toGraphDef().getNodeList().stream()
            .filter(node -> node.getOp().equals("Conv2D"))
            .map(node -> node.getAttrOrThrow("strides").getList().getI(1))
            .toList();
    assertEquals(List.of(expected), strides);
  }

  @Test
  void biasIsOptional() {
    new Convolution(scope, "with", 2, 4, Window.of(3, 1, Padding.SAME));
    new Convolution(scope, "without", 2, 4, Window.of(3, 1, Padding.SAME).withoutBias());
    assertEquals(
        List.of("with/kernel", "with/bias", "without/kernel"),
        parameters.all().stream().map(Variable::name).toList());
  }

  @Test
  void isMadeOnceAndAppliedOften() {
    Layer conv = new Convolution(scope, "conv", 1, 1, Window.of(1, 1, Padding.SAME));
    graph.set(parameters.get("conv/kernel").value(), 3);
    graph.set(parameters.get("conv/bias").value(), 0);
    Operand<TFloat32> image = graph.input(Shape.of(1, 1, 1, 1), 2);
    Operand<TFloat32> twice = conv.apply(pass, conv.apply(pass, image));
    assertArrayEquals(new float[] {18}, graph.value(twice));
    assertEquals(2, parameters.count());
  }

  @Test
  void groupsMustDivideTheChannels() {
    Window window = Window.of(3, 1, Padding.SAME).inGroups(2);
    assertThrows(IllegalArgumentException.class, () -> new Convolution(scope, "in", 3, 4, window));
    assertThrows(IllegalArgumentException.class, () -> new Convolution(scope, "out", 4, 3, window));
  }

  private void fill(List<Variable> variables) {
    long seed = 11;
    for (Variable v : variables) {
      graph.set(v.value(), TestGraph.normals(seed++, (int) v.shape().size()));
    }
  }

  /** Convolution as the sum that defines it, over [n, height, width, 4] to 6 channels. */
  private record Definition(Window window, int height, int width) {

    float[] of(float[] image, float[] kernel, float[] bias) {
      int k = window.kernel();
      int perGroup = 4 / window.groups();
      int rows = outputs(height);
      int columns = outputs(width);
      int images = image.length / (height * width * 4);
      float[] y = new float[images * rows * columns * 6];
      for (int i = 0; i < y.length; i++) {
        int o = i % 6;
        int column = i / 6 % columns;
        int row = i / 6 / columns % rows;
        int n = i / 6 / columns / rows;
        double sum = bias[o];
        for (int w = 0; w < k * k * perGroup; w++) {
          int c = w % perGroup;
          int r = source(row, w / perGroup / k, height);
          int s = source(column, w / perGroup % k, width);
          if (r >= 0 && s >= 0) {
            int channel = o / (6 / window.groups()) * perGroup + c;
            sum += image[((n * height + r) * width + s) * 4 + channel] * kernel[w * 6 + o];
          }
        }
        y[i] = (float) sum;
      }
      return y;
    }

    private int outputs(int side) {
      return switch (window.padding().mode()) {
        case SAME -> (side + window.stride() - 1) / window.stride();
        default -> (side + 2 * window.padding().pixels() - window.kernel()) / window.stride() + 1;
      };
    }

    /** Which pixel a kernel's element meets; -1 beyond the border. */
    private int source(int output, int element, int side) {
      int before =
          switch (window.padding().mode()) {
            case SAME ->
                Math.max(0, (outputs(side) - 1) * window.stride() + window.kernel() - side) / 2;
            default -> window.padding().pixels();
          };
      int position = output * window.stride() + element - before;
      if (window.padding().mode() == Padding.Mode.REFLECT) {
        int last = side - 1;
        return position < 0 ? -position : position > last ? 2 * last - position : position;
      }
      return position < side ? position : -1;
    }
  }
}
