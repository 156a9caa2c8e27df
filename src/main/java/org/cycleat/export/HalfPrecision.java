package org.cycleat.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.ndarray.buffer.layout.DataLayouts;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * Weights of a graph of constants as float16, which halves its file: each becomes a constant of
 * float16 and a cast to float32 under the old name, so that the graph computes as before.
 */
final class HalfPrecision {
  /** Smaller constants, such as biases, stay as they are: they take no room. */
  private static final int LEAST_BYTES = 4096;

  private static final float LARGEST = 65504;

  private HalfPrecision() {}

  /** The graph with float16 for its weights; what float16 cannot hold stays float32. */
  static GraphDef in(GraphDef constants) {
    GraphDef.Builder halved = constants.toBuilder().clearNode();
    for (NodeDef node : constants.getNodeList()) {
      halved.addAllNode(isLarge(node) ? halved(node) : List.of(node));
    }
    return halved.build();
  }

  private static boolean isLarge(NodeDef node) {
    if (!isConstant(node, DataType.DT_FLOAT)
        || tensor(node).getTensorContent().size() < LEAST_BYTES) {
      return false;
    }
    FloatBuffer values = bytes(node).asFloatBuffer();
    while (values.hasRemaining()) {
      if (!(Math.abs(values.get()) <= LARGEST)) {
        return false;
      }
    }
    return true;
  }

  private static List<NodeDef> halved(NodeDef node) {
    FloatBuffer values = bytes(node).asFloatBuffer();
    ByteBuffer halves = little(values.remaining() * Short.BYTES);
    short[] bits = new short[values.remaining()];
    FloatDataBuffer floats = DataLayouts.FLOAT16.applyTo(DataBuffers.of(bits, false, false));
    for (int i = 0; i < bits.length; i++) {
      floats.setFloat(values.get(), i);
    }
    halves.asShortBuffer().put(bits);
    String name = node.getName() + "/float16";
    NodeDef cast =
        NodeDef.newBuilder()
            .setName(node.getName())
            .setOp("Cast")
            .addInput(name)
            .putAttr("SrcT", type(DataType.DT_HALF))
            .putAttr("DstT", type(DataType.DT_FLOAT))
            .build();
    return List.of(constant(node, name, DataType.DT_HALF, halves), cast);
  }

  /**
   * The graph with float32 for what {@link #in} made float16: nothing is left to be cast each time.
   */
  static GraphDef restored(GraphDef halved) {
    Map<String, NodeDef> halves = new HashMap<>();
    for (NodeDef node : halved.getNodeList()) {
      if (isConstant(node, DataType.DT_HALF)) {
        halves.put(node.getName(), node);
      }
    }
    GraphDef.Builder restored = halved.toBuilder().clearNode();
    for (NodeDef node : halved.getNodeList()) {
      if (node.getOp().equals("Cast") && halves.containsKey(node.getInput(0))) {
        restored.addNode(restored(halves.get(node.getInput(0)), node.getName()));
      } else if (!halves.containsKey(node.getName())) {
        restored.addNode(node);
      }
    }
    return restored.build();
  }

  private static NodeDef restored(NodeDef half, String name) {
    ShortBuffer values = bytes(half).asShortBuffer();
    short[] bits = new short[values.remaining()];
    values.get(bits);
    FloatDataBuffer floats = DataLayouts.FLOAT16.applyTo(DataBuffers.of(bits, true, false));
    ByteBuffer content = little(bits.length * Float.BYTES);
    for (int i = 0; i < bits.length; i++) {
      content.putFloat(floats.getFloat(i));
    }
    return constant(half, name, DataType.DT_FLOAT, content.flip());
  }

  private static NodeDef constant(NodeDef shape, String name, DataType type, ByteBuffer content) {
    TensorProto tensor =
        TensorProto.newBuilder()
            .setDtype(type)
            .setTensorShape(tensor(shape).getTensorShape())
            .setTensorContent(UnsafeByteOperations.unsafeWrap(content))
            .build();
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", type(type))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  private static boolean isConstant(NodeDef node, DataType type) {
    return node.getOp().equals("Const") && tensor(node).getDtype() == type;
  }

  private static TensorProto tensor(NodeDef constant) {
    return constant.getAttrOrThrow("value").getTensor();
  }

  private static ByteBuffer bytes(NodeDef constant) {
    ByteString content = tensor(constant).getTensorContent();
    return content.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
