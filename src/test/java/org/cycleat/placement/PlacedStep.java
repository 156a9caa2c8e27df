package org.cycleat.placement;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cycleat.placement.Placement.Device;
import org.tensorflow.proto.NodeDef;

/**
 * A step on a machine with one GPU: what stays on the CPU, and what is copied to and from there.
 */
public final class PlacedStep {

  /**
   * A tensor that is copied once, however many operations take it.
   *
   * @param tensor its name
   * @param op the type of operation that it comes from
   * @param type of its elements
   */
  public record Copy(String tensor, String op, String type) {}

  private final Step step;
  private final GpuKernels kernels = GpuKernels.listed();
  private final Placement placement;

  public PlacedStep(Step step) {
    this.step = step;
    placement = new Placement(step, kernels);
  }

  /** The operations that run on the CPU. */
  public List<NodeDef> onCpu() {
    return step.nodes().stream().filter(node -> placement.of(node) == Device.CPU).toList();
  }

  /** From the host's memory to the GPU's. */
  public Set<Copy> toGpu() {
    return copies(true);
  }

  /** From the GPU's memory to the host's, for which the host waits. */
  public Set<Copy> toHost() {
    return copies(false);
  }

  /** Operations on the CPU that wait for one on the GPU to end, whose result they do not take. */
  public Set<String> waiting() {
    Set<String> waiting = new TreeSet<>();
    for (NodeDef node : onCpu()) {
      node.getInputList().stream()
          .filter(Tensor::isControl)
          .map(Tensor::source)
          .filter(source -> placement.of(step.node(source)) == Device.GPU)
          .forEach(source -> waiting.add("%s for %s".formatted(node.getName(), source)));
    }
    return waiting;
  }

  private Set<Copy> copies(boolean toGpu) {
    Set<Copy> copies = new LinkedHashSet<>();
    for (NodeDef node : step.nodes()) {
      List<Port> inputs = Port.inputs(node);
      for (int i = 0; i < inputs.size(); i++) {
        Tensor source = Tensor.of(node.getInput(i));
        boolean there = isOnHost(node, inputs.get(i));
        if (isOnHost(source) != there && there != toGpu) {
          NodeDef from = step.node(source.op());
          String type = GpuKernel.name(Port.outputs(from).get(source.index()).type());
          copies.add(new Copy(source.toString(), from.getOp(), type));
        }
      }
    }
    return copies;
  }

  private boolean isOnHost(Tensor tensor) {
    NodeDef node = step.node(tensor.op());
    return isOnHost(node, Port.outputs(node).get(tensor.index()));
  }

  private boolean isOnHost(NodeDef node, Port port) {
    return placement.of(node) == Device.CPU || kernels.of(node).orElseThrow().isOnHost(port);
  }
}
