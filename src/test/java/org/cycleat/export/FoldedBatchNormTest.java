package org.cycleat.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

class FoldedBatchNormTest {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Operand<TFloat32> x =
      tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, 1, 2, 1)));

  private Operand<TFloat32> convolution() { // to two channels: 2 x and 3 x
    return tf.nn.conv2d(
        x,
        tf.reshape(tf.constant(new float[] {2, 3}), tf.constant(new int[] {1, 1, 1, 2})),
        List.of(1L, 1L, 1L, 1L),
        "SAME");
  }

  private Operand<TFloat32> norm(Operand<TFloat32> y, boolean training) {
    return tf.nn
        .fusedBatchNorm(
            y,
            tf.constant(new float[] {4, 5}),
            tf.constant(new float[] {6, 7}),
            tf.constant(new float[] {1, 2}),
            tf.constant(new float[] {3.75f, 8.75f}),
            FusedBatchNorm.epsilon(0.25f), // so that the deviations are 2 and 3
            FusedBatchNorm.isTraining(training))
        .y();
  }

  private GraphDef folded(Operand<TFloat32> y) {
    tf.withName("y").identity(y);
    GraphDef whole = graph.toGraphDef();
    graph.close();
    // Reshape of a constant is no constant yet
    return FoldedBatchNorm.in(constant(whole), List.of("y"));
  }

  /** Puts the kernel's numbers in the place of its reshape, as a frozen variable has them. */
  private static GraphDef constant(GraphDef whole) {
    GraphDef.Builder result = whole.toBuilder().clearNode();
    for (NodeDef node : whole.getNodeList()) {
      result.addNode(node.getOp().equals("Reshape") ? kernel(node, whole) : node);
    }
    return result.build();
  }

  private static NodeDef kernel(NodeDef reshape, GraphDef whole) {
    NodeDef source =
        whole.getNodeList().stream()
            .filter(node -> node.getName().equals(reshape.getInput(0)))
            .findFirst()
            .orElseThrow();
    var shape = TensorShapeProto.newBuilder();
    for (long side : new long[] {1, 1, 1, 2}) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(side));
    }
    return FrozenGraph.constant(
        reshape.getName(),
        shape.build(),
        source.getAttrOrThrow("value").getTensor().getTensorContent());
  }

  private static long count(GraphDef graph, String operation) {
    return graph.getNodeList().stream().filter(node -> node.getOp().equals(operation)).count();
  }

  /** What a graph makes of the pixels 1 and 10. */
  private static float[] values(GraphDef definition) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(definition);
      try (Session session = new Session(graph);
          TFloat32 x = TFloat32.tensorOf(Shape.of(1, 1, 2, 1), DataBuffers.of(1f, 10f));
          Result result = session.runner().feed("x", x).fetch("y").run()) {
        float[] values = new float[(int) result.get(0).shape().size()];
        result.get(0).asRawTensor().data().asFloats().read(values);
        return values;
      }
    }
  }

  @Test
  void theFactorGoesIntoTheKernelAndTheRestIntoABias() {
    GraphDef folded = folded(norm(convolution(), false));
    assertEquals(0, count(folded, "FusedBatchNormV3"));
    assertEquals(1, count(folded, "BiasAdd"));
    // (2 x - 1) / 2 * 4 + 6, (3 x - 2) / 3 * 5 + 7
    assertArrayEquals(new float[] {8, 7 + 5 / 3f, 44, 7 + 140 / 3f}, values(folded), 1e-4f);
  }

  @Test
  void theConvolutionsOwnBiasIsScaledToo() {
    GraphDef folded =
        folded(norm(tf.nn.biasAdd(convolution(), tf.constant(new float[] {1, -1})), false));
    assertEquals(0, count(folded, "FusedBatchNormV3"));
    assertEquals(1, count(folded, "BiasAdd"));
    // (2 x + 1 - 1) / 2 * 4 + 6, (3 x - 1 - 2) / 3 * 5 + 7
    assertArrayEquals(new float[] {10, 7, 46, 52}, values(folded), 1e-4f);
  }

  @Test
  void whatSomethingElseUsesStays() {
    Operand<TFloat32> shared = convolution();
    GraphDef folded = folded(tf.math.add(norm(shared, false), shared));
    assertEquals(1, count(folded, "FusedBatchNormV3"));
    assertArrayEquals(new float[] {10, 10 + 5 / 3f, 64, 37 + 140 / 3f}, values(folded), 1e-4f);
  }

  @Test
  void statisticsOfTheBatchStay() {
    assertEquals(1, count(folded(norm(convolution(), true)), "FusedBatchNormV3"));
  }

  @Test
  void aNormalisationWithoutAConvolutionBeforeItStays() {
    Operand<TFloat32> two = tf.concat(List.of(x, x), tf.constant(3));
    assertEquals(1, count(folded(norm(two, false)), "FusedBatchNormV3"));
  }
}
