package org.cycleat.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.loss.AttentionTransfer;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Precision;
import org.cycleat.nn.Scope;
import org.cycleat.nn.Variable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/** Networks in reduced precision against themselves in float32. */
class PrecisionTest {
  private static final List<String> CONVOLUTIONS =
      List.of("Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter", "MatMul");

  /** Gradients in float16 get lost below 6e-8; training scales the loss likewise. */
  private static final float SCALE = 16;

  private final TestGraph graph = new TestGraph();
  private final Parameters parameters = new Parameters(graph.tf(), "net", 3);
  private final Scope scope = new Scope(parameters, Initializer.HE);

  @AfterEach
  void close() {
    graph.close();
  }

  private interface Network {
    Operand<TFloat32> apply(Pass pass, Operand<TFloat32> images);
  }

  private Network network(String name) {
    return switch (name) {
      case "resnet18" -> logits(new ResNet(scope, ResNet.Depth.RESNET_18, 0.25, 7));
      case "resnet38" -> logits(new ResNet(scope, ResNet.Depth.RESNET_38, 0.5, 7));
      case "resnet50" -> logits(new ResNet(scope, ResNet.Depth.RESNET_50, 0.125, 7));
      case "alexnet" -> logits(new AlexNet(scope, 67, 0.125, 7));
      case "vgg16" -> logits(new Vgg(scope, new Vgg.Shape(Vgg.Depth.VGG_16, 32, 0.125), 7));
      case "transposed" -> generator(Generator.Enlargement.TRANSPOSED)::apply;
      case "resize" -> generator(Generator.Enlargement.RESIZE)::apply;
      case "discriminator" ->
          new PatchDiscriminator(scope, new PatchDiscriminator.Shape(8, 3))::apply;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Network logits(Classifier classifier) {
    return (pass, images) -> classifier.apply(pass, images).logits();
  }

  private Generator generator(Generator.Enlargement enlargement) {
    return new Generator(scope, new Generator.Shape(2, 8, enlargement));
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, 64, 4",
    "resnet38, 32, 4",
    "resnet50, 64, 6",
    "alexnet, 67, 2",
    "vgg16, 32, 2",
    "transposed, 32, 1",
    "transposed, 32, 3",
    "resize, 32, 2",
    "discriminator, 40, 1"
  })
  void outputsAndGradientsAreNearlyThoseOfFloat32(String name, int side, int images) {
    Network network = network(name);
    graph.initialize(parameters);
    calm(name.equals("resnet50") ? "_3_bn/gamma" : "_2_bn/gamma");
    var x = graph.normal(5, images, side, side, 3);
    // Dropout would hide how exact gradients are; what it drops is the same in each precision.
    Function<Precision, Result> run =
        precision -> result(network.apply(training().in(precision), x));
    Result exact = run.apply(Precision.FLOAT32);
    exact.assertNear(run.apply(Precision.FLOAT16), 0.01, 0.2);
    exact.assertNear(run.apply(Precision.BFLOAT16), 0.05, 0.4);
  }

  /** With untrained blocks of full strength, rounding grows a thousandfold towards the output. */
  private void calm(String lastOfBlock) {
    for (Variable variable : parameters.trainable()) {
      if (variable.name().endsWith(lastOfBlock)) {
        float[] small = new float[(int) variable.shape().size()];
        Arrays.fill(small, 0.2f);
        graph.set(variable.value(), small);
      }
    }
  }

  private Pass training() {
    return Pass.training(graph.tf(), graph.step(0));
  }

  private record Result(FloatNdArray outputs, FloatNdArray gradients) {

    void assertNear(Result other, double outputTolerance, double gradientTolerance) {
      double o = distance(outputs, other.outputs);
      double g = distance(gradients, other.gradients);
      assertTrue(o <= outputTolerance, "outputs are off by " + o);
      assertTrue(g <= gradientTolerance, "gradients are off by " + g);
    }

    /** ||a - b|| / ||a||. */
    private static double distance(FloatNdArray a, FloatNdArray b) {
      double difference = 0;
      double norm = 0;
      for (int i = 0; i < a.size(); i++) {
        double exact = a.getFloat(i);
        difference += Math.pow(exact - b.getFloat(i), 2);
        norm += exact * exact;
      }
      return Math.sqrt(difference / norm);
    }
  }

  private Result result(Operand<TFloat32> y) {
    var tf = graph.tf();
    float[] weights = TestGraph.normals(11, graph.value(y).length);
    var product = tf.math.mul(y, tf.reshape(tf.constant(weights), tf.shape(y)));
    var mean = tf.math.mean(tf.reshape(product, tf.constant(new int[] {-1})), tf.constant(0));
    List<Operand<TFloat32>> values = parameters.trainable().stream().map(Variable::value).toList();
    List<Operand<TFloat32>> gradients =
        GradientCheck.gradients(graph, tf.math.mul(mean, tf.constant(SCALE)), values);
    var flat = gradients.stream().map(g -> tf.reshape(g, tf.constant(new int[] {-1}))).toList();
    List<Operand<TFloat32>> all = List.copyOf(flat);
    return new Result(vector(y), vector(tf.concat(all, tf.constant(0))));
  }

  private FloatNdArray vector(Operand<TFloat32> x) {
    return NdArrays.vectorOf(graph.value(x));
  }

  @Test
  void attentionComparesSquaresBeyondTheRangeOfFloat16() {
    var tf = graph.tf();
    var large = graph.input(Shape.of(1, 1, 2, 1), 300, 400); // 400 squared is 160,000
    var small = graph.input(Shape.of(1, 1, 2, 1), 4, 3);
    Pass pass = training().in(Precision.FLOAT16);
    List<Operand<TFloat32>> teacher = groups(pass, pass.lowered(large));
    List<Operand<TFloat32>> student = groups(pass, pass.lowered(small));
    var distance = AttentionTransfer.PAPER.of(tf, teacher, student);
    // (9, 16) / sqrt(337) against (16, 9) / sqrt(337)
    assertArrayEquals(
        new float[] {(float) (7 * Math.sqrt(2 / 337.0))}, graph.value(distance), 1e-5f);
    var gradient = GradientCheck.gradients(graph, distance, small).get(0);
    for (float g : graph.value(gradient)) {
      assertTrue(Float.isFinite(g) && g != 0, "gradient " + g);
    }
  }

  private static <T extends TFloating> List<Operand<TFloat32>> groups(Pass pass, Operand<T> group) {
    return Features.of(pass, pass.full(group), List.of(group)).groups();
  }

  @ParameterizedTest
  @CsvSource({"FLOAT16, DT_HALF", "BFLOAT16, DT_BFLOAT16", "FLOAT32, DT_FLOAT"})
  void productsAreInThatTypeButForTheLogits(Precision precision, DataType type) {
    Network network = network("resnet50");
    graph.initialize(parameters);
    result(network.apply(training().in(precision), graph.normal(5, 2, 40, 40, 3)));
    List<NodeDef> products =
        graph.graph().toGraphDef().getNodeList().stream()
            .filter(node -> CONVOLUTIONS.contains(node.getOp()))
            .toList();
    long others = products.stream().filter(n -> n.getAttrOrThrow("T").getType() != type).count();
    assertTrue(products.size() > 150, "found " + products.size());
    assertEquals(precision == Precision.FLOAT32 ? 0 : 3, others);
  }
}
