package org.cycleat.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.cycleat.weights.CheckpointFile;
import org.cycleat.weights.CheckpointIndex;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;

/**
 * The object graph by which {@code tf.train.Checkpoint} restores Keras models and optimisers from a
 * checkpoint whose tensors have names of their own:
 *
 * <pre>
 *   root -> NETWORK   -> _operations -> INDEX -> _kernel, bias, gamma, ... -> tensor
 *        -> STEP      -> _iterations, _learning_rate -> tensor
 *                     -> _trainable_variables, _momentums, _velocities -> INDEX -> tensor
 *        -> save_counter -> tensor
 * </pre>
 *
 * A lone network is {@code model} too, and a lone step {@code optimizer}. Format: <a
 * href="https://github.com/tensorflow/tensorflow/blob/v2.18.0/tensorflow/core/protobuf/trackable_object_graph.proto">trackable_object_graph.proto</a>;
 * the edges' names are those of Keras 3.
 */
final class KerasObjects {
  static final String MODEL = "model";
  static final String OPTIMIZER = "optimizer";

  private final List<TrackableObject.Builder> nodes = new ArrayList<>();
  private final Map<String, Integer> tensors = new HashMap<>(); // node by the tensor's name

  private KerasObjects() {
    node(); // the root
    edge(
        0,
        CheckpointFile.SAVE_COUNTER,
        tensor(CheckpointFile.SAVE_COUNTER, CheckpointFile.SAVE_COUNTER));
  }

  /**
   * Those of one network whose tensors are named as within it.
   *
   * @param known the network's name for others
   */
  static TrackableObjectGraph of(Parameters network, String known) {
    KerasObjects objects = new KerasObjects();
    int model = objects.model(network, "");
    objects.edge(0, MODEL, model);
    objects.edge(0, known, model);
    return objects.graph();
  }

  /** Those of a training state. */
  static TrackableObjectGraph of(TrainedObjects trained) {
    KerasObjects objects = new KerasObjects();
    for (Parameters network : trained.networks()) {
      int model = objects.model(network, network.network() + "/");
      objects.edge(0, network.network(), model);
      if (trained.networks().size() == 1) {
        objects.edge(0, MODEL, model);
      }
    }
    for (OptimizerStep step : trained.steps()) {
      int optimizer = objects.optimizer(step);
      objects.edge(0, step.name(), optimizer);
      if (trained.steps().size() == 1) {
        objects.edge(0, OPTIMIZER, optimizer);
      }
    }
    return objects.graph();
  }

  private int model(Parameters network, String prefix) {
    int model = node();
    int operations = node();
    edge(model, "_operations", operations);
    Map<String, Integer> layers = new HashMap<>();
    for (String layer : network.kerasLayers()) {
      int node = node();
      edge(operations, Integer.toString(layers.size()), node);
      layers.put(layer, node);
    }
    for (Variable variable : network.all()) {
      int tensor = tensor(prefix + variable.name(), variable.name());
      Integer layer = layers.get(layer(variable));
      if (layer == null) {
        throw new IllegalStateException(
            "%s: no layer of Keras for %s".formatted(network.network(), variable.name()));
      }
      String attribute = variable.name().substring(layer(variable).length() + 1);
      edge(layer, attribute, tensor);
      edge(layer, "_" + attribute, tensor); // a layer's kernel may be a property
    }
    return model;
  }

  private int optimizer(OptimizerStep step) {
    int optimizer = node();
    edge(optimizer, "_iterations", slot(step, Optimizer.ITERATIONS));
    edge(
        optimizer,
        "_learning_rate",
        tensor(step.learningRate().name(), step.learningRate().name()));
    int moved = node();
    edge(optimizer, "_trainable_variables", moved);
    Map<String, Integer> lists = new TreeMap<>(); // node by the slot's name behind the variable's
    new TreeMap<>(step.rule().kerasSlots())
        .forEach(
            (slot, attribute) -> {
              lists.put(slot, node());
              edge(optimizer, attribute, lists.get(slot));
            });
    int next = 0;
    for (Parameters network : step.networks()) {
      for (Variable variable : inKerasOrder(network)) {
        String name = network.network() + "/" + variable.name();
        String index = Integer.toString(next++);
        edge(moved, index, tensors.get(name));
        lists.forEach((slot, list) -> edge(list, index, slot(step, name + slot)));
      }
    }
    return optimizer;
  }

  /** The order of {@code Model.trainable_variables}. */
  private static List<Variable> inKerasOrder(Parameters network) {
    List<String> layers = network.kerasLayers();
    return network.trainable().stream()
        .sorted(Comparator.comparingInt(v -> layers.indexOf(layer(v)))) // stable within a layer
        .toList();
  }

  private int slot(OptimizerStep step, String name) {
    String full = step.name() + "/" + name;
    return tensor(full, full);
  }

  private static String layer(Variable variable) {
    return variable.name().substring(0, Math.max(0, variable.name().lastIndexOf('/')));
  }

  private int node() {
    nodes.add(TrackableObject.newBuilder());
    return nodes.size() - 1;
  }

  private int tensor(String key, String fullName) {
    int node = node();
    nodes
        .get(node)
        .addAttributesBuilder()
        .setName("VARIABLE_VALUE")
        .setFullName(fullName)
        .setCheckpointKey(CheckpointIndex.objectKey(key));
    tensors.put(key, node);
    return node;
  }

  private void edge(int from, String name, int to) {
    nodes.get(from).addChildrenBuilder().setLocalName(name).setNodeId(to);
  }

  private TrackableObjectGraph graph() {
    TrackableObjectGraph.Builder graph = TrackableObjectGraph.newBuilder();
    nodes.forEach(graph::addNodes);
    return graph.build();
  }
}
