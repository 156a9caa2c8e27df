package org.cycleat.render.facekit;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Action units that are seen together, in the notation of FACS, such as {@code 1+2+5B+25|26|}.
 *
 * <p>A unit with a letter is at most so strong, one with a star may be weaker than the others. L
 * and R in front mean one side. Of alternatives, apart by |, one is seen; where the last one is
 * empty, possibly none.
 */
record Combination(List<Choice> choices) {
  private static final Pattern UNIT = Pattern.compile("([LR]?)(\\d+)([A-E]?)(\\*?)");

  Combination {
    choices = List.copyOf(choices);
  }

  /** One of these is seen; an empty list is nothing. */
  record Choice(List<List<Shown>> alternatives) {
    Choice {
      alternatives = List.copyOf(alternatives);
    }

    boolean is(ActionUnit unit) {
      return alternatives.stream().flatMap(List::stream).anyMatch(shown -> shown.unit() == unit);
    }

    List<Shown> draw(Random random) {
      return alternatives.get(random.nextInt(alternatives.size()));
    }
  }

  /**
   * A unit.
   *
   * @param most how strong it is at most
   * @param isAny whether it may be weaker than the others
   */
  record Shown(ActionUnit unit, boolean onLeft, boolean onRight, Intensity most, boolean isAny) {
    /**
     * @param whole the intensity of the expression
     */
    Intensity intensity(Intensity whole, Random random) {
      return (isAny && random.nextBoolean() ? whole.less() : whole).atMost(most);
    }
  }

  static Combination parse(String text) {
    return new Combination(
        Arrays.stream(text.split("\\+"))
            .map(choice -> Arrays.stream(choice.split("\\|", -1)).map(Combination::shown).toList())
            .map(Choice::new)
            .toList());
  }

  private static List<Shown> shown(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    Matcher unit = UNIT.matcher(text);
    if (!unit.matches()) {
      throw new IllegalArgumentException("no action unit: " + text);
    }
    return List.of(
        new Shown(
            ActionUnit.of(Integer.parseInt(unit.group(2))),
            !unit.group(1).equals("R"),
            !unit.group(1).equals("L"),
            unit.group(3).isEmpty() ? Intensity.E : Intensity.valueOf(unit.group(3)),
            !unit.group(4).isEmpty()));
  }

  /** Whether one of its units may be this. */
  boolean has(ActionUnit unit) {
    return choices.stream().anyMatch(choice -> choice.is(unit));
  }

  /** The same without a unit. */
  Combination without(ActionUnit unit) {
    return new Combination(
        choices.stream().filter(Predicate.not(choice -> choice.is(unit))).toList());
  }

  /** The units of one time. */
  List<Shown> draw(Random random) {
    return choices.stream().flatMap(choice -> choice.draw(random).stream()).toList();
  }
}
