package org.cycleat.transfer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cycleat.weights.Printable;

/** A matching in words. */
public final class MatchReport {
  private static final int LISTED = 4;

  private final Matching matching;

  /** Tells of a matching. */
  public MatchReport(Matching matching) {
    this.matching = matching;
  }

  /**
   * A line for each parameter and each array that is worth one.
   *
   * @param all whether what was loaded as it is, under its own name, is worth one
   */
  public List<String> lines(boolean all) {
    List<String> lines = new ArrayList<>();
    matching.matches().stream()
        .filter(match -> all || !match.isPlain())
        .forEach(match -> lines.add(match.line()));
    matching.skipped().forEach(source -> lines.add("skipped: " + source));
    if (matching.bookkeeping() > 0) {
      lines.add(
          "skipped: %d arrays of a training (optimiser, counters)"
              .formatted(matching.bookkeeping()));
    }
    matching.unusedRules().forEach(rule -> lines.add("the rule at " + rule + " fits no array"));
    if (!matching.layout().equals(Layout.TENSORFLOW)) {
      lines.add("layout of the file: " + matching.layout());
    }
    lines.replaceAll(Printable::of);
    return lines;
  }

  /** The counts, in a line: {@code 265 of 267 loaded, 2 missing (a/kernel, a/bias)}. */
  public String counts() {
    Map<Match.State, List<String>> names = new EnumMap<>(Match.State.class);
    for (Match match : matching.matches()) {
      names.computeIfAbsent(match.state(), state -> new ArrayList<>()).add(match.target().name());
    }
    int all = matching.matches().size();
    StringBuilder counts =
        new StringBuilder("%d of %d loaded".formatted(all - matching.unloaded().size(), all));
    count(counts, names, Match.State.TRANSPOSED, false);
    count(counts, names, Match.State.RESHAPED, false);
    count(counts, names, Match.State.MISSING, true);
    count(counts, names, Match.State.UNFIT, true);
    if (!matching.skipped().isEmpty()) {
      counts.append(", %d without a place here (".formatted(matching.skipped().size()));
      counts.append(some(matching.skipped())).append(')');
    }
    return Printable.of(counts.toString());
  }

  private static void count(
      StringBuilder to, Map<Match.State, List<String>> names, Match.State state, boolean named) {
    List<String> these = names.getOrDefault(state, List.of());
    if (these.isEmpty()) {
      return;
    }
    String words =
        switch (state) {
          case UNFIT -> "of another shape";
          default -> state.name().toLowerCase(Locale.ROOT);
        };
    to.append(", %d %s".formatted(these.size(), words));
    if (named) {
      to.append(" (%s)".formatted(some(these)));
    }
  }

  private static String some(List<String> names) {
    String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    return names.size() > LISTED ? first + ", ..." : first;
  }
}
