package org.cycleat.experiment;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cycleat.UserException;
import org.cycleat.config.ExperimentConfig;
import org.cycleat.config.ExperimentFile;
import org.cycleat.stage.Baselines;
import org.cycleat.stage.Run;

/**
 * What every table is made from.
 *
 * @param seeds each once
 * @param report told in a line what a user should know
 */
record Setup(
    ExperimentFile file,
    ExperimentData data,
    Plan plan,
    List<Long> seeds,
    Consumer<String> report) {

  /** The same with other seeds. */
  Setup withSeeds(List<Long> others) {
    return new Setup(file, data, plan, others, report);
  }

  ExperimentConfig settings() {
    return file.settings();
  }

  /**
   * Makes sure that faces are named.
   *
   * @param table that needs them
   */
  static void require(boolean isGiven, String table, String key) {
    if (!isGiven) {
      throw new UserException(
          "%s needs faces at %s, which the configuration leaves empty: name them there, or with --set %s=PATH"
              .formatted(table, key, key));
    }
  }

  String name(Protocol protocol) {
    return protocol == Protocol.SETS ? settings().sets().name() : settings().folds().name();
  }

  List<String> codes(Protocol protocol) {
    return protocol == Protocol.SETS ? file.run().labels() : settings().folds().labels();
  }

  List<Division> divisions(Protocol protocol) {
    return protocol == Protocol.SETS ? data.sets() : data.folds();
  }

  /**
   * What a method made of the same faces with each seed.
   *
   * @param judged the judgements with a seed
   */
  Scores scores(String method, List<String> codes, Function<Long, List<Evidence>> judged) {
    return Scores.read(method, codes, seeds.stream().map(judged).toList());
  }

  /** The same of a judgement on each division of a target domain. */
  Scores scores(String method, Protocol protocol, BiFunction<Division, Long, Evidence> judgedOn) {
    return scores(
        method,
        codes(protocol),
        seed ->
            divisions(protocol).stream().map(division -> judgedOn.apply(division, seed)).toList());
  }

  /** Requires the faces of a protocol, and the domains that a method starts from. */
  void requireMethods(String table, Protocol protocol) {
    requireSource(table);
    require(settings().web().isGiven(), table, "web.data");
    requireTarget(table, protocol);
    Run.requireLearning(file.run(), Baselines.ALL);
  }

  void requireSource(String table) {
    require(settings().source().isGiven(), table, "source.data");
  }

  void requireTarget(String table, Protocol protocol) {
    if (protocol == Protocol.SETS) {
      require(settings().sets().isGiven(), table, "sets.first.data");
    } else {
      require(settings().folds().isGiven(), table, "folds.faces.data");
    }
  }
}
