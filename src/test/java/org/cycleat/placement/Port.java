package org.cycleat.placement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * One input or output of an operation.
 *
 * @param argument its name in the operation's definition; several have one name where the argument
 *     is a list
 */
record Port(String argument, DataType type) {
  private static final Map<String, OpDef> DEFINITIONS =
      TensorFlow.registeredOpList().getOpList().stream()
          .collect(Collectors.toMap(OpDef::getName, Function.identity()));

  static List<Port> inputs(NodeDef node) {
    return of(node, DEFINITIONS.get(node.getOp()).getInputArgList());
  }

  static List<Port> outputs(NodeDef node) {
    return of(node, DEFINITIONS.get(node.getOp()).getOutputArgList());
  }

  private static List<Port> of(NodeDef node, List<OpDef.ArgDef> arguments) {
    List<Port> ports = new ArrayList<>();
    for (OpDef.ArgDef argument : arguments) {
      types(node, argument).forEach(type -> ports.add(new Port(argument.getName(), type)));
    }
    return ports;
  }

  private static List<DataType> types(NodeDef node, OpDef.ArgDef argument) {
    if (!argument.getTypeListAttr().isEmpty()) {
      return node.getAttrOrThrow(argument.getTypeListAttr()).getList().getTypeList();
    }
    DataType type =
        argument.getTypeAttr().isEmpty()
            ? argument.getType()
            : node.getAttrOrThrow(argument.getTypeAttr()).getType();
    int count =
        argument.getNumberAttr().isEmpty()
            ? 1
            : (int) node.getAttrOrThrow(argument.getNumberAttr()).getI();
    return Collections.nCopies(count, type);
  }
}
