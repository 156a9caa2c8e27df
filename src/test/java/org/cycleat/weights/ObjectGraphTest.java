package org.cycleat.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;

class ObjectGraphTest {
  private final TrackableObjectGraph.Builder graph = TrackableObjectGraph.newBuilder();

  private int node() {
    graph.addNodesBuilder();
    return graph.getNodesCount() - 1;
  }

  /** A variable whose key is its full name in brackets. */
  private int variable(String fullName) {
    int node = node();
    node(node)
        .addAttributesBuilder()
        .setName("VARIABLE_VALUE")
        .setFullName(fullName)
        .setCheckpointKey(key(fullName, node));
    return node;
  }

  private static String key(String fullName, int node) {
    return "[%s]%d".formatted(fullName, node);
  }

  private TrackableObject.Builder node(int node) {
    return graph.getNodesBuilder(node);
  }

  private int edge(int from, String name, int to) {
    node(from).addChildrenBuilder().setLocalName(name).setNodeId(to);
    return to;
  }

  private Map<String, String> names() throws InvalidProtocolBufferException {
    return ObjectGraph.read(graph.build().toByteArray()).namesByKey();
  }

  @Test
  void namesWhatKeras3Saves() throws Exception {
    int root = node();
    int model = edge(root, "net", node());
    int operations = edge(model, "_operations", node());
    int layer = edge(operations, "3", node());
    int kernel = edge(layer, "_kernel", variable("conv/kernel"));
    edge(layer, "bias", variable("conv/bias"));
    edge(root, "save_counter", variable("save_counter"));
    int adam = edge(root, "opt", node());
    edge(adam, "_iterations", variable("adam/iteration"));
    edge(adam, "_learning_rate", variable("adam/learning_rate"));
    edge(edge(adam, "_trainable_variables", node()), "0", kernel);
    edge(edge(adam, "_momentums", node()), "0", variable("adam/conv_kernel_momentum"));
    edge(edge(adam, "_velocities", node()), "0", variable("adam/conv_kernel_velocity"));
    assertEquals(
        Map.of(
            "[conv/kernel]4", "net/conv/kernel",
            "[conv/bias]5", "net/conv/bias",
            "[save_counter]6", "save_counter",
            "[adam/iteration]8", "opt/iterations",
            "[adam/learning_rate]9", "opt/learning_rate",
            "[adam/conv_kernel_momentum]12", "opt/net/conv/kernel/Adam/m",
            "[adam/conv_kernel_velocity]14", "opt/net/conv/kernel/Adam/v"),
        names());
  }

  @Test
  void namesWhatKeras2Saves() throws Exception {
    int root = node();
    int layer = edge(root, "layer_with_weights-0", node()); // the root is the model itself
    int kernel = edge(layer, "kernel", variable("conv/kernel:0"));
    int optimizer = edge(root, "optimizer", node());
    edge(optimizer, "iter", variable("Adam/iter:0"));
    edge(optimizer, "beta_1", variable("Adam/beta_1:0"));
    int slot = variable("Adam/conv/kernel/m:0");
    node(optimizer)
        .addSlotVariablesBuilder()
        .setOriginalVariableNodeId(kernel)
        .setSlotName("m")
        .setSlotVariableNodeId(slot);
    assertEquals(
        Map.of(
            "[conv/kernel:0]2", "conv/kernel",
            "[Adam/iter:0]4", "optimizer/iterations",
            "[Adam/beta_1:0]5", "optimizer/beta_1",
            "[Adam/conv/kernel/m:0]6", "optimizer/conv/kernel/Adam/m"),
        names());
  }

  @Test
  void namesByTheWayThereWhatHasNoTellingName() throws Exception {
    int root = node();
    int module = edge(root, "net", node());
    edge(edge(module, "first", node()), "w", variable("Variable:0"));
    edge(edge(module, "second", node()), "w", variable("Variable:0"));
    edge(module, "third", variable(""));
    edge(module, "self", module);
    assertEquals(
        Map.of(
            "[Variable:0]3", "net/first/w",
            "[Variable:0]5", "net/second/w",
            "[]6", "net/third"),
        names());
  }

  @Test
  void namesTheVariablesOfASavedModelBeforeTheirCopies() throws Exception {
    int root = node();
    edge(edge(root, "variables", node()), "0", variable("conv/kernel"));
    edge(edge(root, "_all_variables", node()), "0", variable("conv/kernel"));
    assertEquals(
        Map.of("[conv/kernel]2", "conv/kernel", "[conv/kernel]4", "_all_variables/0"), names());
  }

  @Test
  void refusesReferencesToNothing() {
    assertEquals(0, node());
    edge(0, "a", 1);
    assertThrows(InvalidProtocolBufferException.class, this::names);
    assertThrows(
        InvalidProtocolBufferException.class, () -> ObjectGraph.read(new byte[] {1, 2, 3}));
  }
}
