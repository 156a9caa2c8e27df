package org.cycleat.train;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.nn.Parameters;

/**
 * What a training state keeps of a graph.
 *
 * @param networks whose variables are moved
 * @param steps that move them
 */
public record TrainedObjects(List<Parameters> networks, List<OptimizerStep> steps) {

  public TrainedObjects {
    networks = List.copyOf(networks);
    steps = List.copyOf(steps);
  }

  /** The networks' variables and the steps' slots, under names that are unique in a graph. */
  List<StoredVariable> variables() {
    List<StoredVariable> all = new ArrayList<>();
    networks.forEach(network -> all.addAll(StoredVariable.qualified(network)));
    steps.forEach(step -> all.addAll(step.slots()));
    return all;
  }
}
