package org.cycleat.render.facekit;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;

/**
 * Action units mixed at random, another mixture in each image. A network that is to read each unit
 * by itself learns from them: here no unit can be read from another, as in an expression.
 */
public final class RandomUnits implements Repertoire {
  private static final Piece PIECE = new Piece(Optional.empty(), OptionalInt.empty());

  /** How often a unit is shown in an image, one of these: some faces are calm, others busy. */
  private static final double[] CHANCES = {0.08, 0.18, 0.3};

  /** The same of closed eyes, as a share: they hide lids and gaze. */
  private static final double CLOSED = 0.3;

  /** Of a unit, as a share of the strongest. */
  private static final BetaDistribution STRENGTHS = BetaDistribution.of(1.1, 1.3);

  /** Those that are drawn alike; gaze and what opens and rounds the mouth have their own ways. */
  private static final Set<ActionUnit> ALIKE = alike();

  /** How often one side is weaker; otherwise both are about even, as of {@link Manner}. */
  private static final double UNEVEN = 0.15;

  private static final double DEVIATION = 0.08;

  /** How often the jaw is open, and how far. */
  private static final double OPEN = 0.5;

  private static final BetaDistribution OPENINGS = BetaDistribution.of(1, 1.6);
  private static final double WIDEST = 1.06;

  /** How often lips stay closed over an open jaw, or part while it is shut. */
  private static final double COVERED = 0.15;

  private static final double PARTED = 0.3;

  /** How often lips are puckered, or funneled. */
  private static final double ROUNDED = 0.08;

  /** How often the mouth is pulled to a side, and how far at most. */
  private static final double PULLED = 0.06;

  private static final double FARTHEST = 0.6;

  private static Set<ActionUnit> alike() {
    Set<ActionUnit> units = EnumSet.copyOf(ActionUnit.FIRST);
    units.removeAll(
        EnumSet.of(
            ActionUnit.NASOLABIAL_DEEPENER, // looks like a weak cheek raiser
            ActionUnit.LIPS_PART,
            ActionUnit.JAW_DROP,
            ActionUnit.MOUTH_STRETCH));
    return Collections.unmodifiableSet(units);
  }

  /** One, without an expression. */
  @Override
  public List<Piece> pieces(List<Integer> levels) {
    return List.of(PIECE);
  }

  @Override
  public Map<String, Float> weights(Person person, Piece piece, int image) {
    return weights(person.moment(image));
  }

  static Map<String, Float> weights(Random random) {
    Map<String, Float> weights = new LinkedHashMap<>();
    ContinuousDistribution.Sampler strengths = STRENGTHS.createSampler(random::nextLong);
    for (ActionUnit unit : drawn(random)) {
      add(unit, Expression.STRONGEST * strengths.sample(), weights, random);
    }
    openMouth(weights, random);
    for (ActionUnit unit : List.of(ActionUnit.LIP_PUCKERER, ActionUnit.LIP_FUNNELER)) {
      if (random.nextDouble() < ROUNDED) {
        addEvenly(unit, random.nextDouble(), weights);
      }
    }
    if (random.nextDouble() < PULLED) {
      String side = random.nextBoolean() ? "mouthLeft" : "mouthRight";
      weights.put(side, (float) (FARTHEST * random.nextDouble()));
    }
    Glance.sometimes(weights, random);
    return weights;
  }

  private static Set<ActionUnit> drawn(Random random) {
    double chance = CHANCES[random.nextInt(CHANCES.length)];
    Set<ActionUnit> drawn = EnumSet.noneOf(ActionUnit.class);
    for (ActionUnit unit : ALIKE) {
      double share = unit == ActionUnit.EYES_CLOSED ? CLOSED : 1;
      if (random.nextDouble() < share * chance) {
        drawn.add(unit);
      }
    }
    if (drawn.contains(ActionUnit.EYES_CLOSED)) { // lids go one way at a time
      drawn.remove(ActionUnit.UPPER_LID_RAISER);
    }
    return drawn;
  }

  private static void add(
      ActionUnit unit, double strength, Map<String, Float> weights, Random random) {
    double left = 1;
    double right = 1;
    if (random.nextDouble() >= UNEVEN) {
      left = StrictMath.exp(DEVIATION * random.nextGaussian());
      right = 1 / left;
    } else if (random.nextBoolean()) {
      left = random.nextDouble();
    } else {
      right = random.nextDouble();
    }
    unit.add(weights, Expression.clamp(strength * left), Expression.clamp(strength * right));
  }

  private static void openMouth(Map<String, Float> weights, Random random) {
    if (random.nextDouble() < OPEN) {
      double opening = OPENINGS.createSampler(random::nextLong).sample();
      addEvenly(ActionUnit.MOUTH_STRETCH, WIDEST * opening, weights);
      if (random.nextDouble() < COVERED) {
        weights.put("mouthClose", (float) (weights.get("jawOpen") * random.nextDouble()));
      }
    } else if (random.nextDouble() < PARTED) {
      addEvenly(ActionUnit.LIPS_PART, random.nextDouble(), weights);
    }
  }

  private static void addEvenly(ActionUnit unit, double strength, Map<String, Float> weights) {
    unit.add(weights, strength, strength);
  }
}
