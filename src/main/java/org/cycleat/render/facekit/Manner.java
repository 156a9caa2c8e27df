package org.cycleat.render.facekit;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** How a person shows expressions: which way, how strongly each muscle answers, how evenly. */
final class Manner {
  private final Map<ActionUnit, Double> strengths = new EnumMap<>(ActionUnit.class);
  private final Map<Expression, Double> choices = new EnumMap<>(Expression.class);
  private final double asymmetry;

  Manner(Random random) {
    drawStrengths(ActionUnit.FIRST, random);
    for (Expression expression : Expression.values()) {
      choices.put(expression, random.nextDouble());
    }
    asymmetry = StrictMath.exp(0.08 * random.nextGaussian());
    drawStrengths(EnumSet.complementOf(EnumSet.copyOf(ActionUnit.FIRST)), random);
  }

  private void drawStrengths(Set<ActionUnit> units, Random random) {
    for (ActionUnit unit : units) {
      double strength = 1 + 0.12 * random.nextGaussian();
      strengths.put(unit, Math.max(0.75, Math.min(1.25, strength)));
    }
  }

  /** About 1. */
  double strength(ActionUnit unit) {
    return strengths.get(unit);
  }

  /** Which of an expression's ways is this person's: in [0, 1). */
  double choice(Expression expression) {
    return choices.get(expression);
  }

  /** The left side's strength over the mean, about 1. */
  double asymmetry() {
    return asymmetry;
  }
}
