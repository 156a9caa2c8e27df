package org.cycleat.transfer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.weights.WeightFile;
import org.tensorflow.ndarray.Shape;

/**
 * Which array of a file belongs to which parameter of a network: by the user's rules, by name, by
 * names that mean the same, and last by shape where that leaves no choice.
 */
public final class Matching {
  private final List<Match> matches;
  private final List<String> skipped;
  private final List<String> unusedRules;
  private final int bookkeeping;
  private final Layout layout;

  private Matching(Linking linking, Layout layout, Map<String, Shape> sources, Rules rules) {
    this.layout = layout;
    this.matches = linking.targets().stream().map(t -> match(linking, layout, t)).toList();
    this.skipped = linking.free().stream().map(s -> s + " " + Match.shown(sources.get(s))).toList();
    this.unusedRules =
        rules.rules().stream()
            .filter(rule -> sources.keySet().stream().noneMatch(rule::fits))
            .map(Rules.Rule::origin)
            .toList();
    this.bookkeeping = (int) sources.keySet().stream().filter(Names::isBookkeeping).count();
  }

  /**
   * Finds the arrays for parameters.
   *
   * @param parameters names and shapes here, in the order of the network
   * @param arrays of the file, in its order
   * @throws UserException where a rule names a parameter that is not there, or two name the same
   */
  public static Matching of(
      Map<String, Shape> parameters, Map<String, WeightFile.Entry> arrays, Rules rules) {
    Map<String, Shape> sources = new LinkedHashMap<>();
    arrays.forEach(
        (name, entry) -> {
          if (entry.type().isNumeric()) {
            sources.put(name, entry.shape());
          }
        });
    Linking linking = new Linking(Target.of(parameters), sources);
    linking.byRules(rules);
    linking.byName();
    linking.byMeaning();
    Layout layout = linking.layout();
    linking.byShape(layout);
    return new Matching(linking, layout, sources, rules);
  }

  private static Match match(Linking linking, Layout layout, Target target) {
    Optional<Linking.Link> link = linking.link(target);
    String note = linking.note(target);
    return link.map(
            found -> {
              Shape shape = found.source().shape();
              Optional<Change> change =
                  found.transpose().isEmpty()
                      ? layout.change(shape, target)
                      : ordered(shape, found.transpose(), target);
              return new Match(target, Optional.of(found.source()), change, note);
            })
        .orElseGet(() -> new Match(target, Optional.empty(), Optional.empty(), note));
  }

  private static Optional<Change> ordered(Shape source, List<Integer> order, Target target) {
    if (order.size() != source.numDimensions()) {
      return Optional.empty();
    }
    long[] lengths = order.stream().mapToLong(source::get).toArray();
    return Layout.reshaped(Shape.of(lengths), target.shape())
        .map(change -> new Change(source, order, target.shape()));
  }

  /** A row for each parameter, in the order of the network. */
  List<Match> matches() {
    return matches;
  }

  /** The parameters that get no value from the file. */
  List<Match> unloaded() {
    return matches.stream().filter(match -> !match.isLoaded()).toList();
  }

  /** Whether every parameter gets a value. */
  public boolean isWhole() {
    return unloaded().isEmpty();
  }

  /**
   * Whether every array has a place too, but those of a training and those that a rule skips: a
   * network that is deeper has arrays left.
   */
  public boolean isExact() {
    return isWhole() && skipped.isEmpty();
  }

  /** Whether none does. */
  public boolean isEmpty() {
    return unloaded().size() == matches.size();
  }

  /** Arrays without a parameter, and their shapes; those that a rule skips left out. */
  List<String> skipped() {
    return skipped;
  }

  /** Where the rules stand that fit no name. */
  List<String> unusedRules() {
    return unusedRules;
  }

  /** How many arrays of optimisers and counters there are. */
  int bookkeeping() {
    return bookkeeping;
  }

  Layout layout() {
    return layout;
  }
}
