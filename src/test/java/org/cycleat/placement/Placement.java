package org.cycleat.placement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * On which device each operation of a graph runs where there is one GPU, by the rules of
 * TensorFlow's placer with soft placement:
 *
 * <ol>
 *   <li>What takes a resource, such as a variable, is placed together with what makes it.
 *   <li>The GPU is preferred to the CPU where kernels for all of these exist and none is asked to
 *       be on the CPU.
 *   <li>{@code Shape}, {@code Size} and {@code Rank} go where their input is.
 *   <li>What has no input and one output, such as a constant, goes where all that use it are.
 * </ol>
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/v2.18.0/tensorflow/core/common_runtime/placer.cc">placer.cc</a>
 */
public final class Placement {
  private static final Set<String> METADATA = Set.of("Shape", "Size", "Rank");

  /** The session's own operations. */
  private static final Set<String> HOST = Set.of(Step.FED, Step.FETCHED);

  /** Where an operation can run. */
  enum Device {
    CPU,
    GPU
  }

  private final Step step;
  private final GpuKernels kernels;
  private final Map<String, String> leader = new HashMap<>();
  private final Map<String, Device> devices = new HashMap<>();

  public Placement(Step step, GpuKernels kernels) {
    this.step = step;
    this.kernels = kernels;
    groupByResource();
    place();
  }

  Device of(NodeDef node) {
    return devices.get(node.getName());
  }

  private void groupByResource() {
    for (NodeDef node : all()) {
      List<Port> inputs = Port.inputs(node);
      for (int i = 0; i < inputs.size(); i++) {
        if (inputs.get(i).type() == DataType.DT_RESOURCE) {
          String maker = Tensor.source(node.getInput(i));
          leader.put(leaderOf(node.getName()), leaderOf(maker));
        }
      }
    }
  }

  private List<NodeDef> all() {
    List<NodeDef> all = new ArrayList<>(step.nodes());
    all.addAll(step.others());
    return all;
  }

  private String leaderOf(String name) {
    String next = leader.getOrDefault(name, name);
    return next.equals(name) ? name : leaderOf(next);
  }

  private void place() {
    Map<String, Device> best = bestByGroup();
    List<NodeDef> generators = new ArrayList<>();
    for (NodeDef node : step.nodes()) {
      if (isGenerator(node)) {
        generators.add(node);
      } else {
        Device device = best.get(leaderOf(node.getName()));
        if (METADATA.contains(node.getOp()) && inputDevice(node) == Device.CPU) {
          device = Device.CPU; // on the GPU, the input would be copied there for its shape
        }
        devices.put(node.getName(), device);
      }
    }
    Map<String, List<Device>> users = usersOf(generators);
    for (NodeDef node : generators) {
      Device device = best.get(leaderOf(node.getName()));
      boolean onCpuOnly = users.get(node.getName()).stream().allMatch(Device.CPU::equals);
      devices.put(
          node.getName(), onCpuOnly && !users.get(node.getName()).isEmpty() ? Device.CPU : device);
    }
  }

  private Map<String, Device> bestByGroup() {
    Map<String, Device> best = new HashMap<>();
    for (NodeDef node : all()) {
      best.merge(
          leaderOf(node.getName()),
          canBeOnGpu(node) ? Device.GPU : Device.CPU,
          (a, b) -> a == Device.CPU ? a : b);
    }
    return best;
  }

  private boolean canBeOnGpu(NodeDef node) {
    return !HOST.contains(node.getOp())
        && !node.getDevice().contains("CPU:")
        && kernels.of(node).isPresent();
  }

  private static boolean isGenerator(NodeDef node) {
    return Port.inputs(node).isEmpty() && Port.outputs(node).size() == 1;
  }

  /** Null where it is not placed yet. */
  private Device inputDevice(NodeDef node) {
    return devices.get(Tensor.source(node.getInput(0)));
  }

  private Map<String, List<Device>> usersOf(Collection<NodeDef> generators) {
    Map<String, List<Device>> users = new LinkedHashMap<>();
    generators.forEach(node -> users.put(node.getName(), new ArrayList<>()));
    for (NodeDef node : step.nodes()) {
      for (String input : node.getInputList()) {
        List<Device> of = users.get(Tensor.source(input));
        if (of != null && devices.containsKey(node.getName())) {
          of.add(devices.get(node.getName()));
        }
      }
    }
    return users;
  }
}
