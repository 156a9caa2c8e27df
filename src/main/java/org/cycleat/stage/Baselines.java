package org.cycleat.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cycleat.UserException;

/** Which of the paper's comparisons a run trains beside the method, in the paper's order. */
public final class Baselines {
  /** None of them. */
  public static final Baselines NONE = new Baselines(List.of());

  /** Those that need no further translation. */
  public static final Baselines QUICK =
      new Baselines(
          Arrays.stream(TargetTraining.Method.values())
              .filter(method -> method.generation().isEmpty())
              .toList());

  /** All of them; S2T_att.&gen. trains a stage II of the translation of its own. */
  public static final Baselines ALL =
      new Baselines(
          Arrays.stream(TargetTraining.Method.values())
              .filter(method -> method != TargetTraining.Method.CYCLEAT)
              .toList());

  /** S2T_attention: the method without generated faces. */
  public static final Baselines ATTENTION = new Baselines(List.of(TargetTraining.Method.ATTENTION));

  /** What a user types for {@link #QUICK}. */
  public static final String QUICK_OPTION = "quick";

  private static final String ALL_OPTION = "all";

  private final List<TargetTraining.Method> methods;

  private Baselines(List<TargetTraining.Method> methods) {
    this.methods = methods;
  }

  /**
   * What a user typed: {@code quick}, {@code all}, or names as the paper's tables have them,
   * separated by commas, with or without {@code S2T_}.
   *
   * @throws UserException where a name is unknown
   */
  public static Baselines parse(String text) {
    List<TargetTraining.Method> chosen = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      chosen.addAll(named(name.strip()));
    }
    return new Baselines(ALL.methods.stream().filter(chosen::contains).toList());
  }

  private static List<TargetTraining.Method> named(String name) {
    if (name.equalsIgnoreCase(QUICK_OPTION)) {
      return QUICK.methods;
    }
    if (name.equalsIgnoreCase(ALL_OPTION)) {
      return ALL.methods;
    }
    return ALL.methods.stream()
        .filter(method -> plain(method.title()).equals(plain(name)))
        .findFirst()
        .map(List::of)
        .orElseThrow(
            () ->
                new UserException(
                    "unknown baseline %s (--baselines); expected %s"
                        .formatted(name.isEmpty() ? "''" : name, names())));
  }

  /** A shell takes & for itself, so names are the same without their signs. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceFirst("^s2t_", "").replaceAll("[^a-z]", "");
  }

  private static String names() {
    return Stream.concat(
            Stream.of(QUICK_OPTION, ALL_OPTION),
            ALL.methods.stream().map(TargetTraining.Method::title))
        .collect(Collectors.joining(", "));
  }

  List<TargetTraining.Method> methods() {
    return methods;
  }

  /** The ways to generate faces that they and the method itself need. */
  Set<Generation> generations() {
    Set<Generation> generations = EnumSet.of(Generation.JOINT);
    methods.forEach(method -> method.generation().ifPresent(generations::add));
    return generations;
  }

  boolean isEmpty() {
    return methods.isEmpty();
  }

  /** By the names in the paper's tables. */
  @Override
  public String toString() {
    return methods.stream().map(TargetTraining.Method::title).collect(Collectors.joining(", "));
  }
}
