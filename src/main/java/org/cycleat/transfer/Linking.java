package org.cycleat.transfer;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cycleat.UserException;
import org.tensorflow.ndarray.Shape;

/** The links between arrays and parameters, as they are found one after the other. */
final class Linking {

  /**
   * @param transpose the order of axes that a rule gives, or none
   */
  record Link(Match.Source source, List<Integer> transpose) {}

  /** An array that may be a parameter's. */
  private record Proposal(String source, int stripped, boolean fits) {}

  private final Map<String, Target> targets = new LinkedHashMap<>();
  private final Map<String, Shape> sources;
  private final List<String> free; // arrays without a parameter so far
  private final Map<String, Link> links = new HashMap<>(); // by parameter
  private final Map<String, String> notes = new HashMap<>();

  Linking(List<Target> targets, Map<String, Shape> sources) {
    targets.forEach(target -> this.targets.put(target.name(), target));
    this.sources = sources;
    this.free =
        new ArrayList<>(sources.keySet().stream().filter(n -> !Names.isBookkeeping(n)).toList());
  }

  Collection<Target> targets() {
    return targets.values();
  }

  List<String> free() {
    return free;
  }

  Optional<Link> link(Target target) {
    return Optional.ofNullable(links.get(target.name()));
  }

  String note(Target target) {
    return notes.getOrDefault(target.name(), "");
  }

  /** Rules reach bookkeeping too, should one want it. */
  void byRules(Rules rules) {
    Map<String, String> claimed = new HashMap<>();
    for (String source : sources.keySet()) {
      Optional<Rules.Rule> rule = rules.of(source);
      if (rule.isEmpty()) {
        continue;
      }
      free.remove(source);
      rule.get()
          .target(source)
          .ifPresent(
              name -> {
                requireClaim(name, source, rule.get(), claimed.put(name, source));
                link(name, source, Match.Found.RULE, rule.get().transpose());
              });
    }
  }

  private void requireClaim(String name, String source, Rules.Rule rule, String earlier) {
    if (!targets.containsKey(name)) {
      throw new UserException(
          "the rule at %s gives %s to %s, which the network does not have; it has %s"
              .formatted(rule.origin(), source, name, someTargets()));
    }
    if (earlier != null) {
      throw new UserException(
          "the rule at %s gives %s to %s, as %s is already: narrow it, or skip one of them"
              .formatted(rule.origin(), source, name, earlier));
    }
    int axes = sources.get(source).numDimensions();
    if (!rule.transpose().isEmpty() && rule.transpose().size() != axes) {
      throw new UserException(
          "the rule at %s transposes %d axes, but %s has %d"
              .formatted(rule.origin(), rule.transpose().size(), source, axes));
    }
  }

  private String someTargets() {
    return String.join(", ", targets.keySet().stream().limit(3).toList()) + ", ...";
  }

  void byName() {
    for (String source : List.copyOf(free)) {
      if (isOpen(Names.plain(source))) {
        link(Names.plain(source), source, Match.Found.NAME, List.of());
      }
    }
  }

  /** By names that mean the same; of several arrays that fit, the one of the plainest name. */
  void byMeaning() {
    Map<String, List<Proposal>> proposals = new LinkedHashMap<>();
    for (String source : free) {
      Names.candidates(source).stream()
          .filter(candidate -> isOpen(candidate.name()))
          .findFirst()
          .ifPresent(
              candidate ->
                  proposals
                      .computeIfAbsent(candidate.name(), name -> new ArrayList<>())
                      .add(
                          new Proposal(
                              source, candidate.stripped(), fits(source, candidate.name()))));
    }
    proposals.forEach(this::choose);
  }

  private void choose(String name, List<Proposal> proposals) {
    Comparator<Proposal> order =
        Comparator.comparing((Proposal p) -> !p.fits()).thenComparing(Proposal::stripped);
    List<Proposal> best = proposals.stream().sorted(order).toList();
    if (best.size() > 1 && order.compare(best.get(0), best.get(1)) == 0) {
      notes.put(
          name,
          "%s and %s might be it: --map tells"
              .formatted(best.get(0).source(), best.get(1).source()));
      return;
    }
    link(name, best.get(0).source(), Match.Found.ALIKE, List.of());
  }

  private boolean fits(String source, String target) {
    Layout layout = Layout.TENSORFLOW; // tries both ways
    return layout.change(sources.get(source), targets.get(target)).isPresent();
  }

  /** How the file's kernels lie, by what is linked so far. */
  Layout layout() {
    LayoutVote vote = new LayoutVote();
    links.forEach(
        (name, link) -> {
          if (link.transpose().isEmpty()) {
            vote.hear(link.source().shape(), targets.get(name));
          }
        });
    vote.hearLoose(free.stream().map(sources::get).toList(), openTargets());
    return vote.decide();
  }

  /**
   * By shape, where as many arrays as parameters have it; their order then tells which is which.
   * Arrays whose names say what they are in their layer stay among their kind.
   */
  void byShape(Layout layout) {
    List<String> ordered = inOrder(free);
    pair(
        ordered.stream().filter(source -> !Names.role(source).isEmpty()).toList(),
        source -> Names.role(source) + Match.shown(layout.ours(sources.get(source))),
        target -> Names.role(target.name()) + Match.shown(target.shape()));
    pair(
        ordered.stream().filter(source -> Names.role(source).isEmpty()).toList(),
        source -> Match.shown(layout.ours(sources.get(source))),
        target -> Match.shown(target.shape()));
  }

  private void pair(
      List<String> candidates, Function<String, String> kind, Function<Target, String> wanted) {
    Map<String, List<Target>> open =
        openTargets().stream().collect(groupingBy(wanted, LinkedHashMap::new, toList()));
    Map<String, List<String>> offered = candidates.stream().collect(groupingBy(kind));
    open.forEach(
        (key, these) -> {
          List<String> those = offered.getOrDefault(key, List.of());
          if (those.size() == these.size()) {
            for (int i = 0; i < these.size(); i++) {
              link(these.get(i).name(), those.get(i), Match.Found.SHAPE, List.of());
            }
          }
        });
  }

  /** An alphabetical order says nothing of the layers'; numbers in the names do. */
  private List<String> inOrder(List<String> names) {
    List<String> all = List.copyOf(sources.keySet());
    boolean alphabetical = all.equals(all.stream().sorted().toList());
    return alphabetical ? names.stream().sorted(Names.natural()).toList() : List.copyOf(names);
  }

  private List<Target> openTargets() {
    return targets.values().stream().filter(target -> isOpen(target.name())).toList();
  }

  private boolean isOpen(String name) {
    return targets.containsKey(name) && !links.containsKey(name);
  }

  private void link(String name, String source, Match.Found found, List<Integer> transpose) {
    links.put(name, new Link(new Match.Source(source, sources.get(source), found), transpose));
    notes.remove(name);
    free.remove(source);
  }
}
