package org.cycleat.stage;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.train.Checkpoint;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/** The checkpoints that a configuration names for networks to start from, or to be. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
enum StartingWeights {
  /** Of f_S. */
  SOURCE(
      "source.weights",
      SourceTraining.F_S,
      Set.of(Stage.SOURCE),
      config -> config.source().weights(),
      Networks::source),
  /** Of the AlexNet that compares faces, which is not trained then. */
  SELECTION(
      "selection.weights",
      FaceSelection.ALEXNET,
      Set.of(Stage.SELECTION),
      config -> config.selection().weights(),
      Networks::selection),
  /** Of f_T, before it is pre-trained. */
  TARGET(
      "target.weights",
      TargetTraining.F_T,
      Set.of(Stage.TARGET, Stage.BASELINES),
      config -> config.target().weights(),
      Networks::target);

  private final String key;
  private final String name;
  private final Set<Stage> stages;
  private final Function<Config, String> weights;
  private final Function<Networks, Networks.ClassifierFactory> network;

  StartingWeights(
      String key,
      String name,
      Set<Stage> stages,
      Function<Config, String> weights,
      Function<Networks, Networks.ClassifierFactory> network) {
    this.key = key;
    this.name = name;
    this.stages = stages;
    this.weights = weights;
    this.network = network;
  }

  /** The checkpoint, where the configuration names one. */
  Optional<Path> path(Config config) {
    return Optional.of(weights.apply(config)).filter(text -> !text.isEmpty()).map(Path::of);
  }

  /** The task, starting from the checkpoint where there is one. */
  ClassifierTask start(Config config, ClassifierTask task) {
    return path(config).map(task::startingFrom).orElse(task);
  }

  /**
   * Checks that those which stages need are there and fit, before hours go into others.
   *
   * @throws UserException naming the key of one that is not
   */
  static void check(Config config, Collection<Stage> stages) {
    for (StartingWeights starting : values()) {
      if (stages.stream().anyMatch(starting.stages::contains)) {
        starting.path(config).ifPresent(path -> starting.check(config, path));
      }
    }
    if (stages.contains(Stage.TRANSLATION)) {
      TranslatorWeights.of(config).ifPresent(weights -> weights.requireFit(config));
    }
  }

  private void check(Config config, Path path) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var classifier = network.apply(new Networks(config)).make(tf, name);
      Checkpoint.startOf(tf, classifier.parameters(), path).requireFit(path);
    } catch (UserException e) {
      throw new UserException("%s: %s".formatted(key, e.getMessage()), e);
    }
  }
}
