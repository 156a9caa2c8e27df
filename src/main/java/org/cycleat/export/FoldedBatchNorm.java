package org.cycleat.export;

import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * Batch normalisation in inference, folded into the convolution before it. With its factor s =
 * gamma / sqrt(variance + epsilon) the kernel becomes k s and the bias beta + (bias - mean) s: a
 * convolution with a bias, which TensorFlow computes in one step with the ReLU that follows.
 */
final class FoldedBatchNorm {
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();

  private FoldedBatchNorm(GraphDef frozen) {
    for (NodeDef node : frozen.getNodeList()) {
      nodes.put(node.getName(), node);
      node.getInputList().forEach(input -> uses.merge(input, 1, Integer::sum));
    }
  }

  /**
   * The same function; what is folded has the normalisation's name. It stays as it is where
   * something else uses the convolution.
   *
   * @param frozen with constants for variables
   * @param outputs operations that are asked for
   */
  static GraphDef in(GraphDef frozen, Collection<String> outputs) {
    FoldedBatchNorm folding = new FoldedBatchNorm(frozen);
    GraphDef.Builder all = frozen.toBuilder().clearNode();
    for (NodeDef node : frozen.getNodeList()) {
      all.addAllNode(folding.isFoldable(node) ? folding.folded(node) : List.of(node));
    }
    GraphDef whole = all.build();
    return all.clearNode().addAllNode(Subgraph.of(whole, outputs, node -> false)).build();
  }

  private boolean isFoldable(NodeDef norm) {
    if (!norm.getOp().startsWith("FusedBatchNorm")
        || !norm.containsAttr("is_training") // true unless it is there
        || norm.getAttrOrThrow("is_training").getB()
        || IntStream.range(1, 6).anyMatch(o -> uses.containsKey(norm.getName() + ":" + o))) {
      return false;
    }
    NodeDef before = nodes.get(norm.getInput(0));
    boolean constant = IntStream.range(1, 5).allMatch(i -> isConstant(norm.getInput(i)));
    if (isBias(before)) {
      constant &= isConstant(before.getInput(1)) && isUsedOnce(before);
      before = nodes.get(before.getInput(0));
    }
    return constant
        && before != null
        && before.getOp().equals("Conv2D")
        && isUsedOnce(before)
        && isConstant(before.getInput(1));
  }

  private static boolean isBias(NodeDef node) {
    return node != null && node.getOp().equals("BiasAdd");
  }

  private boolean isUsedOnce(NodeDef node) {
    return uses.get(node.getName()) == 1;
  }

  /** Whether its numbers stand in bytes, as in each that was a variable. */
  private boolean isConstant(String name) {
    NodeDef node = nodes.get(name);
    return node != null
        && node.getOp().equals("Const")
        && !tensor(name).getTensorContent().isEmpty();
  }

  private List<NodeDef> folded(NodeDef norm) {
    NodeDef before = nodes.get(norm.getInput(0));
    NodeDef convolution = isBias(before) ? nodes.get(before.getInput(0)) : before;
    float[] factor = factor(norm);
    NodeDef kernel = kernel(norm.getName() + "/kernel", convolution.getInput(1), factor);
    NodeDef bias = bias(norm, before, factor);
    NodeDef.Builder sum =
        NodeDef.newBuilder()
            .setName(norm.getName())
            .setOp("BiasAdd")
            .addInput(norm.getName() + "/convolution")
            .addInput(bias.getName())
            .putAttr("T", norm.getAttrOrThrow("T"));
    AttrValue format = norm.getAttrMap().get("data_format");
    if (format != null) {
      sum.putAttr("data_format", format);
    }
    return List.of(
        kernel,
        convolution.toBuilder().setName(sum.getInput(0)).setInput(1, kernel.getName()).build(),
        bias,
        sum.build());
  }

  private float[] factor(NodeDef norm) {
    FloatBuffer gamma = values(norm.getInput(1));
    FloatBuffer variance = values(norm.getInput(4));
    double epsilon = norm.getAttrOrThrow("epsilon").getF();
    float[] factor = new float[gamma.capacity()];
    for (int c = 0; c < factor.length; c++) {
      factor[c] = (float) (gamma.get(c) / Math.sqrt(variance.get(c) + epsilon));
    }
    return factor;
  }

  /** The output channels are the last axis. */
  private NodeDef kernel(String name, String constant, float[] factor) {
    FloatBuffer kernel = values(constant);
    ByteBuffer scaled = buffer(kernel.capacity());
    for (int i = 0; i < kernel.capacity(); i++) {
      scaled.putFloat(kernel.get(i) * factor[i % factor.length]);
    }
    return constant(name, constant, scaled);
  }

  private NodeDef bias(NodeDef norm, NodeDef before, float[] factor) {
    FloatBuffer beta = values(norm.getInput(2));
    FloatBuffer mean = values(norm.getInput(3));
    FloatBuffer bias = isBias(before) ? values(before.getInput(1)) : null;
    ByteBuffer folded = buffer(factor.length);
    for (int c = 0; c < factor.length; c++) {
      float added = bias == null ? 0 : bias.get(c);
      folded.putFloat(beta.get(c) + (added - mean.get(c)) * factor[c]);
    }
    return constant(norm.getName() + "/bias", norm.getInput(2), folded);
  }

  private NodeDef constant(String name, String ofSameShape, ByteBuffer content) {
    return FrozenGraph.constant(
        name,
        tensor(ofSameShape).getTensorShape(),
        UnsafeByteOperations.unsafeWrap(content.flip()));
  }

  private static ByteBuffer buffer(int floats) {
    return ByteBuffer.allocate(floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private FloatBuffer values(String constant) {
    return tensor(constant)
        .getTensorContent()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }

  private TensorProto tensor(String constant) {
    return nodes.get(constant).getAttrOrThrow("value").getTensor();
  }
}
