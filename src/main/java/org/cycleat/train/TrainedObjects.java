package org.cycleat.train;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.nn.Parameters;

/**
 * What a training state keeps of a graph.
 *
 * @param networks whose variables are moved
 * @param steps that move them
 * @param others what else the steps keep, such as pools of images
 */
public record TrainedObjects(
    List<Parameters> networks, List<OptimizerStep> steps, List<StoredVariable> others) {

  public TrainedObjects {
    networks = List.copyOf(networks);
    steps = List.copyOf(steps);
    others = List.copyOf(others);
  }

  public TrainedObjects(List<Parameters> networks, List<OptimizerStep> steps) {
    this(networks, steps, List.of());
  }

  /** All variables and the steps' slots, under names that are unique in a graph. */
  List<StoredVariable> variables() {
    List<StoredVariable> all = new ArrayList<>();
    networks.forEach(network -> all.addAll(StoredVariable.qualified(network)));
    steps.forEach(step -> all.addAll(step.slots()));
    all.addAll(others);
    return all;
  }
}
