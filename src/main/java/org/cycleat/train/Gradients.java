package org.cycleat.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.op.Ops;
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
   * Adds the gradients of the mean of the losses of several towers to the graph, see {@link
   * Towers}. Those of each loss are computed on the device of its last operation.
   *
   * @param tf on the device that the mean is computed on
   * @param losses scalars
   * @param scale a scalar by which the gradients are larger, while each is computed; null is 1
   * @return those by each variable, in the variables' order and shapes
   * @throws IllegalArgumentException where a loss does not reach a variable, or reaches it only
   *     through operations without a gradient; the message names it
   */
  List<Operand<TFloat32>> ofMean(Ops tf, List<Operand<TFloat32>> losses, Operand<TFloat32> scale) {
    if (losses.size() == 1) {
      return of(null, losses.get(0), scale);
    }
    List<List<Operand<TFloat32>>> towers = new ArrayList<>();
    for (Operand<TFloat32> loss : losses) {
      String scope = "%s_gradients_%d".formatted(step, towers.size());
      towers.add(of(scope, loss, scale));
      new Placement(graph).place(scope, ((GraphOperation) loss.op()).device());
    }
    List<Operand<TFloat32>> means = new ArrayList<>();
    for (int v = 0; v < moved.size(); v++) {
      int variable = v;
      var each = towers.stream().map(gradients -> gradients.get(variable)).toList();
      means.add(tf.math.mul(tf.math.addN(each), tf.constant(1f / losses.size())));
    }
    return means;
  }

  /**
   * @param scope of the operations' names; null takes TensorFlow's
   */
  private List<Operand<TFloat32>> of(
      String scope, Operand<TFloat32> loss, Operand<TFloat32> scale) {
    Output<?>[] losses = {loss.asOutput()};
    Output<?>[] scales = scale == null ? null : new Output<?>[] {scale.asOutput()};
    return added(reads -> graph.addGradients(scope, losses, reads, scales));
  }

  private List<Operand<TFloat32>> added(UnaryOperator<Output<?>[]> builder) {
    Output<?>[] reads =
        moved.values().stream().map(v -> v.value().asOutput()).toArray(Output<?>[]::new);
    Output<?>[] found;
    try {
      found = builder.apply(reads);
    } catch (TFInvalidArgumentException e) {
      throw unreached(e);
    }
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (String name : moved.keySet()) {
      Output<?> gradient = found[gradients.size()];
      if (isMissing(gradient)) {
        throw new IllegalArgumentException(
            "the loss of %s has no gradient for %s: every path to it is stopped"
                .formatted(step, name));
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
