package org.cycleat.export;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * A GraphDef in protobuf's text format with one operation a line, so that a review of two versions
 * shows the operations that changed, and constants as numbers. Attributes of their default value
 * are left out, as in a SavedModel; TensorFlow adds them when it imports the graph.
 */
final class GraphText {
  private final Map<String, OpDef> definitions = new HashMap<>();

  GraphText() {
    TensorFlow.registeredOpList().getOpList().forEach(op -> definitions.put(op.getName(), op));
  }

  /** The same text for the same graph, whatever the order in which attributes were set. */
  String of(GraphDef graph) {
    StringBuilder text = new StringBuilder();
    for (NodeDef node : graph.getNodeList()) {
      text.append("node { ").append(line(shown(node))).append(" }\n");
    }
    return text.append("versions { %s }\n".formatted(line(graph.getVersions()))).toString();
  }

  private NodeDef shown(NodeDef node) {
    NodeDef.Builder shown = node.toBuilder();
    for (OpDef.AttrDef attribute : definitions.get(node.getOp()).getAttrList()) {
      AttrValue value = node.getAttrMap().get(attribute.getName());
      if (attribute.hasDefaultValue() && attribute.getDefaultValue().equals(value)) {
        shown.removeAttr(attribute.getName());
      } else if (value != null && value.hasTensor()) {
        var tensor = ReadableTensor.of(value.getTensor());
        shown.putAttr(attribute.getName(), AttrValue.newBuilder().setTensor(tensor).build());
      }
    }
    return shown.build();
  }

  private static String line(Message message) {
    return TextFormat.printer().shortDebugString(message);
  }
}
