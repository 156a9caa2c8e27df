package org.cycleat.transfer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user says about the names of a file, in order; the first rule that fits a name counts. */
public record Rules(List<Rule> rules) {

  /** No rule. */
  public static final Rules NONE = new Rules(List.of());

  public Rules {
    rules = List.copyOf(rules);
  }

  /**
   * A rule.
   *
   * @param names the whole names that it is for
   * @param to the parameter, with {@code $1} for the first group; empty where they are left out
   * @param transpose the axis of the array for each axis of the parameter; empty where their order
   *     is found by the shapes
   * @param origin where it stands, such as {@code rules.yaml:3}
   */
  record Rule(Pattern names, Optional<String> to, List<Integer> transpose, String origin) {

    boolean fits(String name) {
      return names.matcher(name).matches();
    }

    /** The parameter that takes the array of a name that fits; empty to leave it out. */
    Optional<String> target(String name) {
      return to.map(
          replacement -> {
            Matcher matcher = names.matcher(name);
            if (!matcher.matches()) { // the whole name, where replaceFirst would find a part
              throw new IllegalArgumentException(name + " does not fit the rule at " + origin);
            }
            StringBuilder target = new StringBuilder();
            matcher.appendReplacement(target, replacement);
            return target.toString();
          });
    }
  }

  /** The rule for a name. */
  Optional<Rule> of(String name) {
    return rules.stream().filter(rule -> rule.fits(name)).findFirst();
  }
}
