package org.cycleat.render.facekit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The basic expressions as people show them: prototypes of the Facial Action Coding System (Ekman
 * and Friesen 1978; EMFACS), each with the ways in which it is shown, the commonest first. Numbers
 * are the action units' strengths at the highest level.
 */
public enum Expression {
  ANGER(
      "AN",
      List.of(
          Map.of(4, 1.1, 5, 0.4, 7, 0.8, 9, 0.3, 23, 0.7, 24, 0.8, 17, 0.4),
          Map.of(4, 1.1, 5, 0.45, 7, 0.6, 10, 0.35, 16, 0.6, 20, 0.3, 25, 0.7))),
  DISGUST(
      "DI",
      List.of(
          Map.of(9, 1.0, 10, 0.85, 15, 0.35, 17, 0.5, 4, 0.35, 7, 0.5),
          Map.of(9, 1.0, 10, 1.0, 16, 0.5, 25, 0.6, 26, 0.25, 4, 0.35, 7, 0.5))),
  FEAR(
      "FE",
      List.of(
          Map.of(1, 1.0, 2, 0.6, 4, 0.6, 5, 1.0, 20, 1.0, 25, 0.7, 26, 0.3),
          Map.of(1, 1.0, 2, 0.5, 4, 0.65, 5, 0.9, 20, 0.9, 25, 0.3))),
  HAPPINESS(
      "HA", List.of(Map.of(6, 0.9, 12, 1.0, 25, 0.7, 26, 0.2), Map.of(6, 0.8, 12, 1.0, 14, 0.25))),
  NEUTRAL("NE", List.of(Map.of())),
  SADNESS(
      "SA",
      List.of(
          Map.of(1, 1.0, 4, 0.4, 15, 1.1, 17, 0.6, 43, 0.3),
          Map.of(1, 1.0, 4, 0.4, 15, 1.0, 11, 0.4, 43, 0.3))),
  SURPRISE(
      "SU",
      List.of(
          Map.of(1, 0.95, 2, 1.0, 5, 0.75, 27, 0.9),
          Map.of(1, 0.9, 2, 1.0, 5, 0.85, 25, 0.3, 26, 0.9)));

  /** Beyond this, a unit's shapes would tear the face apart. */
  static final double STRONGEST = 1.15;

  /** How often the first of two ways is chosen. */
  private static final double COMMONEST = 0.65;

  private final String code;

  @SuppressWarnings("ImmutableEnumChecker") // List.of and Map.of are immutable
  private final List<Map<Integer, Double>> ways;

  Expression(String code, List<Map<Integer, Double>> ways) {
    this.code = code;
    this.ways = ways;
  }

  /** As in the paper's tables: AN, DI, FE, HA, NE, SA, SU. */
  public String code() {
    return code;
  }

  /** The expression with such a code. */
  public static Optional<Expression> of(String code) {
    return Arrays.stream(values()).filter(e -> e.code.equalsIgnoreCase(code)).findFirst();
  }

  /**
   * A person's way of showing this expression: the weight of each shape of the kit.
   *
   * @param level 1 to 4; of no meaning for neutral
   * @param manner the person's: how much stronger or weaker each muscle answers
   * @param random draws what differs from one time to the next
   */
  Map<String, Float> weights(int level, Manner manner, Random random) {
    Map<String, Float> weights = new LinkedHashMap<>();
    double strength = this == NEUTRAL ? 0 : Intensity.of(level).strength();
    Map<Integer, Double> way = ways.get(ways.size() > 1 && manner.choice(this) > COMMONEST ? 1 : 0);
    for (ActionUnit unit : ActionUnit.values()) { // in a fixed order, unlike Map.of
      double amount = strength * way.getOrDefault(unit.number(), 0.0) * manner.strength(unit);
      double left = amount * manner.asymmetry();
      double right = amount / manner.asymmetry();
      double wobble = 1 + 0.06 * random.nextGaussian();
      unit.add(weights, clamp(left * wobble), clamp(right * wobble));
    }
    return weights;
  }

  static double clamp(double amount) {
    return Math.max(0, Math.min(STRONGEST, amount));
  }
}
