package org.cycleat.placement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cycleat.device.Device;
import org.tensorflow.Graph;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.OptimizerOptions.Level;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RewriterConfig.Toggle;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;

/**
 * The operations of a training step as TensorFlow ran them: those that its targets and fetches
 * need, after its own rewriting, which replaces what it can compute beforehand, above all the sizes
 * that gradients ask for, by constants.
 */
public final class Step {
  /** The session's operations for what is fed and fetched; both are in the host's memory. */
  public static final String FED = "_Arg";

  public static final String FETCHED = "_Retval";

  /**
   * The CPU, in sessions that neither fuse operations nor join equal ones: on a GPU others are
   * fused, and those of two devices are not joined.
   */
  public static final Device DEVICE =
      new Device(
          "CPU",
          List.of(),
          ConfigProto.newBuilder()
              .putDeviceCount("GPU", 0)
              .setGraphOptions(
                  GraphOptions.newBuilder()
                      .setOptimizerOptions(OptimizerOptions.newBuilder().setOptLevel(Level.L0))
                      .setRewriteOptions(
                          RewriterConfig.newBuilder()
                              .setArithmeticOptimization(Toggle.OFF)
                              .setRemapping(Toggle.OFF)
                              .setLayoutOptimizer(Toggle.OFF)))
              .build());

  /** For a run that tells its graph. */
  public static final RunOptions TOLD =
      RunOptions.newBuilder().setOutputPartitionGraphs(true).build();

  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final List<NodeDef> others = new ArrayList<>();

  private Step(List<NodeDef> built, List<NodeDef> ran) {
    Map<String, String> devices = new HashMap<>();
    built.forEach(node -> devices.put(node.getName(), node.getDevice()));
    for (NodeDef node : ran) {
      String device = devices.getOrDefault(node.getName(), "");
      nodes.put(node.getName(), node.toBuilder().setDevice(device).build());
    }
    built.stream()
        .filter(node -> !nodes.containsKey(node.getName()) && takesResource(node))
        .filter(node -> nodes.containsKey(Tensor.source(node.getInput(0))))
        .forEach(others::add);
  }

  private static boolean takesResource(NodeDef node) {
    List<Port> inputs = Port.inputs(node);
    return !inputs.isEmpty() && inputs.get(0).type() == DataType.DT_RESOURCE;
  }

  /**
   * @param graph as it was built
   * @param run of a session of {@link #DEVICE}, with {@link #TOLD}
   */
  public static Step of(Graph graph, RunMetadata run) {
    List<NodeDef> ran = new ArrayList<>();
    for (GraphDef part : run.getPartitionGraphsList()) {
      ran.addAll(part.getNodeList());
    }
    return new Step(graph.toGraphDef().getNodeList(), ran);
  }

  /** All operations; each has the device that it was built for, if any. */
  public Collection<NodeDef> nodes() {
    return nodes.values();
  }

  /** What did not run, but takes a resource that the step takes: it has a say where that is. */
  public List<NodeDef> others() {
    return others;
  }

  /** The names of the tensors that the host gets. */
  public Set<String> fetched() {
    return nodes(FETCHED).stream()
        .map(node -> Tensor.of(node.getInput(0)).toString())
        .collect(Collectors.toSet());
  }

  NodeDef node(String name) {
    return nodes.get(name);
  }

  /** Those of a type. */
  public List<NodeDef> nodes(String type) {
    return nodes().stream().filter(node -> node.getOp().equals(type)).toList();
  }
}
