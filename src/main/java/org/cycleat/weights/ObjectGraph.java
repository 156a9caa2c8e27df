package org.cycleat.weights;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;

/**
 * The objects of an object-based checkpoint and what their variables are called.
 *
 * <p>Such a checkpoint stores a variable under the way that leads to it, such as {@code
 * model/_operations/3/_kernel/.ATTRIBUTES/VARIABLE_VALUE}, which depends on how a model was put
 * together. Names here are those of the variables ({@code conv1_conv/kernel}), below the object
 * that holds the model ({@code model/conv1_conv/kernel}) where {@code tf.train.Checkpoint} was
 * given objects by name. An optimiser's are {@code optimizer/iterations}, {@code
 * optimizer/model/conv1_conv/kernel/Adam/m} and {@code .../Adam/v}, as this project's training
 * states have them. Format: <a
 * href="https://github.com/tensorflow/tensorflow/blob/v2.18.0/tensorflow/core/protobuf/trackable_object_graph.proto">trackable_object_graph.proto</a>.
 */
final class ObjectGraph {
  private static final String VALUE = "VARIABLE_VALUE";

  /** What ends the key of a variable's value. */
  private static final String KEY_END = "/.ATTRIBUTES/" + VALUE;

  /** A child of a Keras model: the root is the model itself, as {@code save_weights} saves it. */
  private static final Pattern PART_OF_A_MODEL =
      Pattern.compile("_operations|layers?|layer-\\d+|layer_with_weights-\\d+|keras_api|variables");

  private static final Pattern OPTIMIZER =
      Pattern.compile("_iterations|_momentums|_velocities|iter|beta_1");

  private final List<TrackableObject> nodes;
  private final Map<Integer, String> names = new HashMap<>(); // of the nodes that hold a value

  private ObjectGraph(TrackableObjectGraph graph) {
    this.nodes = graph.getNodesList();
    if (nodes.isEmpty()) {
      return;
    }
    Map<String, Integer> top = children(0);
    if (top.containsKey("variables")) { // of a SavedModel, in which copies of them may follow
      nameVariables("", top.get("variables"));
    }
    if (top.keySet().stream().anyMatch(name -> PART_OF_A_MODEL.matcher(name).matches())) {
      nameVariables("", 0);
    }
    Map<String, Integer> optimizers = new LinkedHashMap<>();
    top.forEach(
        (name, node) -> {
          if (isOptimizer(node)) {
            optimizers.put(name, node);
          } else {
            nameVariables(name, node);
          }
        });
    optimizers.forEach(this::nameSlots);
  }

  /**
   * @throws InvalidProtocolBufferException where the bytes are no object graph
   */
  static ObjectGraph read(byte[] bytes) throws InvalidProtocolBufferException {
    TrackableObjectGraph graph = TrackableObjectGraph.parseFrom(bytes);
    for (TrackableObject node : graph.getNodesList()) {
      for (var child : node.getChildrenList()) {
        requireNode(graph, child.getNodeId());
      }
      for (var slot : node.getSlotVariablesList()) {
        requireNode(graph, slot.getSlotVariableNodeId());
      }
    }
    return new ObjectGraph(graph);
  }

  private static void requireNode(TrackableObjectGraph graph, int node)
      throws InvalidProtocolBufferException {
    if (node < 0 || node >= graph.getNodesCount()) {
      throw new InvalidProtocolBufferException("an object refers to one that is not there");
    }
  }

  /** The key by which readers of objects find a tensor. */
  static String keyOf(String name) {
    return name + KEY_END;
  }

  /** What the stored keys are called. */
  Map<String, String> namesByKey() {
    Map<String, String> byKey = new TreeMap<>();
    names.forEach((node, name) -> byKey.put(value(node).getCheckpointKey(), name));
    return byKey;
  }

  private void nameVariables(String owner, int start) {
    Map<Integer, String> paths = variablesBelow(start);
    Map<String, Long> uses =
        paths.keySet().stream().collect(groupingBy(node -> fullName(node), counting()));
    paths.forEach(
        (node, path) -> {
          boolean telling = !fullName(node).isEmpty() && uses.get(fullName(node)) == 1;
          names.putIfAbsent(
              node, path.isEmpty() ? owner : join(owner, telling ? fullName(node) : path));
        });
  }

  private void nameSlots(String owner, int optimizer) {
    Map<String, Integer> parts = children(optimizer);
    for (String iterations : List.of("_iterations", "iter")) {
      if (parts.containsKey(iterations)) {
        names.put(parts.get(iterations), owner + "/iterations");
      }
    }
    List<Integer> moved = elements(parts.get("_trainable_variables"));
    List<Integer> m = elements(parts.get("_momentums"));
    List<Integer> v = elements(parts.get("_velocities"));
    for (int i = 0; i < moved.size(); i++) {
      String variable = names.getOrDefault(moved.get(i), fullName(moved.get(i)));
      if (i < m.size() && i < v.size()) {
        names.put(m.get(i), slot(owner, variable, "m"));
        names.put(v.get(i), slot(owner, variable, "v"));
      }
    }
    for (var slot : nodes.get(optimizer).getSlotVariablesList()) { // of Keras 2
      String variable = names.get(slot.getOriginalVariableNodeId());
      if (variable != null) {
        names.put(slot.getSlotVariableNodeId(), slot(owner, variable, slot.getSlotName()));
      }
    }
    variablesBelow(optimizer)
        .forEach((node, path) -> names.putIfAbsent(node, join(owner, path.replaceFirst("^_", ""))));
    names.keySet().removeIf(node -> value(node) == null);
  }

  private static String slot(String optimizer, String variable, String name) {
    return "%s/%s/Adam/%s".formatted(optimizer, variable, name);
  }

  /** The nodes with a value that can be reached without passing an optimiser, and how. */
  private Map<Integer, String> variablesBelow(int start) {
    Map<Integer, String> paths = new LinkedHashMap<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    paths.put(start, "");
    while (!open.isEmpty()) {
      int node = open.remove();
      children(node)
          .forEach(
              (name, child) -> {
                if (!paths.containsKey(child) && !isOptimizer(child)) {
                  paths.put(child, join(paths.get(node), name));
                  open.add(child);
                }
              });
    }
    paths.keySet().removeIf(node -> value(node) == null);
    return paths;
  }

  private boolean isOptimizer(int node) {
    return children(node).keySet().stream().anyMatch(name -> OPTIMIZER.matcher(name).matches());
  }

  private Map<String, Integer> children(int node) {
    Map<String, Integer> children = new LinkedHashMap<>();
    nodes.get(node).getChildrenList().forEach(c -> children.put(c.getLocalName(), c.getNodeId()));
    return children;
  }

  /** The children of a list, in its order; none where there is no list. */
  private List<Integer> elements(Integer list) {
    List<Integer> elements = new ArrayList<>();
    if (list != null) {
      Map<String, Integer> children = children(list);
      for (int i = 0; children.containsKey(Integer.toString(i)); i++) {
        elements.add(children.get(Integer.toString(i)));
      }
    }
    return elements;
  }

  /** The stored value of a node, null where it is no variable. */
  private TrackableObject.SerializedTensor value(int node) {
    return nodes.get(node).getAttributesList().stream()
        .filter(attribute -> attribute.getName().equals(VALUE))
        .findFirst()
        .orElse(null);
  }

  private String fullName(int node) {
    var value = value(node);
    return value == null ? "" : value.getFullName().replaceFirst(":\\d+$", "");
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }
}
