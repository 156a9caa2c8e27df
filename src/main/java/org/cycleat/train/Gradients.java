package org.cycleat.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.types.TFloat32;

/** The gradients of losses by the trainable variables of some networks. */
final class Gradients {
  private final Graph graph;
  private final String step;
  private final Map<String, Variable> moved;

  /**
   * @param step what errors call the step that they are for
   * @throws IllegalArgumentException where there is no variable, or a network is there twice
   */
  Gradients(Graph graph, String step, List<Parameters> networks) {
    this.graph = graph;
    this.step = step;
    this.moved = Collections.unmodifiableMap(moved(step, networks));
  }

  /** The variables under names that are unique in the graph, in the order of the gradients. */
  Map<String, Variable> by() {
    return moved;
  }

  /**
   * Those of a loss.
   *
   * @param loss a scalar
   * @throws IllegalArgumentException where the loss does not reach a variable, or reaches it only
   *     through operations without a gradient; the message names it
   */
  List<Operand<TFloat32>> of(Operand<TFloat32> loss) {
    Output<?>[] reads =
        moved.values().stream().map(v -> v.value().asOutput()).toArray(Output<?>[]::new);
    Output<?>[] found;
    try {
      found = graph.addGradients(loss.asOutput(), reads);
    } catch (TFInvalidArgumentException e) {
      throw unreached(e);
    }
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (String variable : moved.keySet()) {
      Output<?> gradient = found[gradients.size()];
      if (isMissing(gradient)) {
        throw new IllegalArgumentException(
            "the loss of %s has no gradient for %s: every path to it is stopped"
                .formatted(step, variable));
      }
      gradients.add(gradient.expect(TFloat32.class));
    }
    return gradients;
  }

  private static Map<String, Variable> moved(String step, List<Parameters> networks) {
    Map<String, Variable> moved = new LinkedHashMap<>();
    for (Parameters network : networks) {
      for (Variable v : network.trainable()) {
        if (moved.put(network.network() + "/" + v.name(), v) != null) {
          throw new IllegalArgumentException(step + " got " + network.network() + " twice");
        }
      }
    }
    if (moved.isEmpty()) {
      throw new IllegalArgumentException(step + " has no trainable variable to move");
    }
    return moved;
  }

  /** TensorFlow's message names the operation that reads the variable, not the variable. */
  private RuntimeException unreached(TFInvalidArgumentException cause) {
    for (Map.Entry<String, Variable> entry : moved.entrySet()) {
      String read = entry.getValue().value().op().name();
      if (cause.getMessage().contains("'" + read + "'")) {
        return new IllegalArgumentException(
            "the loss of %s does not reach %s".formatted(step, entry.getKey()), cause);
      }
    }
    return cause;
  }

  /** Where a path exists but stops, TensorFlow gives an output of no operation. */
  private static boolean isMissing(Output<?> gradient) {
    try {
      return gradient.op().name().isEmpty();
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
