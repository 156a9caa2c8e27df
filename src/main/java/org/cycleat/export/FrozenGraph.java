package org.cycleat.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A network as one GraphDef in which variables are constants, which OpenCV's DNN reads ({@code
 * readNetFromTensorflow}), Python imports ({@code tf.import_graph_def}) and TensorFlow runs
 * fastest.
 */
public final class FrozenGraph {
  private FrozenGraph() {}

  /**
   * Writes what an output depends on, and nothing else.
   *
   * @param session in which the variables have their values
   * @param output the output's operation
   * @throws UserException where the file cannot be written; one that is there stays then
   */
  public static void write(Graph graph, Session session, String output, Path file) {
    try {
      WholeFile.write(file, of(graph.toGraphDef(), session, List.of(output)).toByteArray());
    } catch (IOException e) {
      throw UserException.cannotWrite(file, e);
    }
  }

  /**
   * What some outputs depend on.
   *
   * @param session in which the variables have their values
   * @param outputs operations
   */
  static GraphDef of(GraphDef whole, Session session, Collection<String> outputs) {
    List<NodeDef> nodes = Subgraph.of(whole, outputs, FrozenGraph::isRead);
    Map<String, NodeDef> constants =
        constants(session, nodes.stream().filter(FrozenGraph::isRead).toList());
    GraphDef.Builder frozen = GraphDef.newBuilder().setVersions(whole.getVersions());
    nodes.forEach(node -> frozen.addNode(constants.getOrDefault(node.getName(), node)));
    return frozen.build();
  }

  /** How much memory the variables of a graph take. */
  static long variableBytes(GraphDef whole) {
    return whole.getNodeList().stream()
        .filter(node -> node.getOp().equals("VarHandleOp"))
        .mapToLong(
            node ->
                node.getAttrOrThrow("shape").getShape().getDimList().stream()
                    .mapToLong(TensorShapeProto.Dim::getSize)
                    .reduce(Float.BYTES, Math::multiplyExact))
        .sum();
  }

  private static boolean isRead(NodeDef node) {
    return node.getOp().equals("ReadVariableOp");
  }

  private static Map<String, NodeDef> constants(Session session, List<NodeDef> reads) {
    Session.Runner runner = session.runner();
    reads.forEach(read -> runner.fetch(read.getName()));
    Map<String, NodeDef> constants = new HashMap<>();
    if (reads.isEmpty()) {
      return constants;
    }
    try (Result result = runner.run()) {
      for (int r = 0; r < reads.size(); r++) {
        String name = reads.get(r).getName();
        constants.put(name, constant(name, result.get(r)));
      }
    }
    return constants;
  }

  private static NodeDef constant(String name, Tensor value) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long extent : value.shape().asArray()) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(extent));
    }
    byte[] bytes = new byte[Math.toIntExact(value.numBytes())]; // little-endian, as on every host
    value.asRawTensor().data().read(bytes);
    return constant(name, shape.build(), UnsafeByteOperations.unsafeWrap(bytes));
  }

  /**
   * A constant's operation.
   *
   * @param content float32 in row-major order, little-endian
   */
  static NodeDef constant(String name, TensorShapeProto shape, ByteString content) {
    TensorProto tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(shape)
            .setTensorContent(content)
            .build();
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }
}
