package org.cycleat.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;

/**
 * What a checkpoint holds.
 *
 * @param name what error messages call the set; unique in the graph
 * @param variables those that are saved and restored
 * @param told those that are only saved, for others to read
 * @param objects what Keras restores from it, where the networks say how they look there
 * @param left those that a file may hold as well, and that are left as they are
 * @param otherNames under which a variable may be found where its own name is not there
 */
record CheckpointContents(
    String name,
    List<StoredVariable> variables,
    List<StoredVariable> told,
    Optional<TrackableObjectGraph> objects,
    List<StoredVariable> left,
    Function<String, List<String>> otherNames) {

  /**
   * A network's variables under their names within it.
   *
   * @param known the network's name for others
   */
  static CheckpointContents of(Parameters network, String known) {
    return new CheckpointContents(
        known,
        StoredVariable.of(network),
        List.of(),
        network.kerasLayers().isEmpty()
            ? Optional.empty()
            : Optional.of(KerasObjects.of(network, known)),
        List.of(),
        name -> List.of(KerasObjects.MODEL + "/" + name, known + "/" + name));
  }

  /** The same without the variables of the last layer, for starting a network of other outputs. */
  static CheckpointContents withoutLastLayer(Parameters network) {
    CheckpointContents whole = of(network, network.network());
    Set<String> last = network.lastLayer().stream().map(Variable::name).collect(Collectors.toSet());
    Map<Boolean, List<StoredVariable>> parts =
        whole.variables().stream()
            .collect(Collectors.partitioningBy(variable -> last.contains(variable.name())));
    return new CheckpointContents(
        whole.name(),
        parts.get(false),
        List.of(),
        Optional.empty(),
        parts.get(true),
        whole.otherNames());
  }

  /** All that a training moves. */
  static CheckpointContents of(TrainedObjects trained) {
    boolean known = trained.networks().stream().noneMatch(n -> n.kerasLayers().isEmpty());
    return new CheckpointContents(
        "training_state",
        trained.variables(),
        trained.steps().stream().map(OptimizerStep::learningRate).toList(),
        known ? Optional.of(KerasObjects.of(trained)) : Optional.empty(),
        List.of(),
        otherNames(trained));
  }

  /** A lone network may be the "model", a lone step the "optimizer". */
  private static Function<String, List<String>> otherNames(TrainedObjects trained) {
    UnaryOperator<String> optimizer =
        trained.steps().size() == 1
            ? renamed("^", trained.steps().get(0).name(), KerasObjects.OPTIMIZER)
            : UnaryOperator.identity();
    UnaryOperator<String> model =
        trained.networks().size() == 1
            ? renamed(
                "^((?:%s/)?)".formatted(KerasObjects.OPTIMIZER),
                trained.networks().get(0).network(),
                KerasObjects.MODEL)
            : UnaryOperator.identity();
    return name -> List.of(model.apply(optimizer.apply(name)));
  }

  private static UnaryOperator<String> renamed(String before, String from, String to) {
    Pattern pattern = Pattern.compile(before + Pattern.quote(from + "/"));
    return name -> {
      Matcher found = pattern.matcher(name);
      if (!found.find()) {
        return name;
      }
      String kept = found.groupCount() > 0 ? found.group(1) : "";
      return kept + to + "/" + name.substring(found.end());
    };
  }
}
