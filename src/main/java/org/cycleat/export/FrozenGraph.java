package org.cycleat.export;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/**
 * Writes a network as one GraphDef in which variables are constants, which OpenCV's DNN reads
 * ({@code readNetFromTensorflow}) and Python imports ({@code tf.import_graph_def}).
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
      WholeFile.write(file, frozen(graph.toGraphDef(), session, output).toByteArray());
    } catch (IOException e) {
      throw UserException.cannotWrite(file, e);
    }
  }

  private static GraphDef frozen(GraphDef whole, Session session, String output) {
    GraphDef.Builder frozen = GraphDef.newBuilder().setVersions(whole.getVersions());
    for (NodeDef node : Subgraph.of(whole, List.of(output), FrozenGraph::isRead)) {
      frozen.addNode(isRead(node) ? constant(node, session) : node);
    }
    return frozen.build();
  }

  private static boolean isRead(NodeDef node) {
    return node.getOp().equals("ReadVariableOp");
  }

  private static NodeDef constant(NodeDef read, Session session) {
    try (Result result = session.runner().fetch(read.getName()).run()) {
      TFloat32 value = (TFloat32) result.get(0);
      ByteBuffer bytes =
          ByteBuffer.allocate(Math.toIntExact(4 * value.size())).order(ByteOrder.LITTLE_ENDIAN);
      value.scalars().forEach(number -> bytes.putFloat(number.getFloat()));
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (long extent : value.shape().asArray()) {
        shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(extent));
      }
      TensorProto tensor =
          TensorProto.newBuilder()
              .setDtype(DataType.DT_FLOAT)
              .setTensorShape(shape)
              .setTensorContent(ByteString.copyFrom(bytes.flip()))
              .build();
      return NodeDef.newBuilder()
          .setName(read.getName())
          .setOp("Const")
          .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
          .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
          .build();
    }
  }
}
