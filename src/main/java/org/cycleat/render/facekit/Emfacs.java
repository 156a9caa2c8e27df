package org.cycleat.render.facekit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Expressions as EMFACS distinguishes them: its prototypes and major variants (Ekman, Friesen and
 * Hager, FACS Investigator's Guide, 2002, emotion predictions), another in each image, with glances
 * aside and blinks.
 */
public final class Emfacs implements Repertoire {
  /** How often a prototype is shown where there are major variants as well. */
  private static final double PROTOTYPES = 0.65;

  /** How often eyes are caught in a blink, and how far they are closed then at least. */
  private static final double BLINKS = 0.05;

  private static final double HALF_CLOSED = 0.4;

  /** Any of anger's prototypes without one of these is a major variant. */
  private static final List<ActionUnit> DISPENSABLE =
      List.of(
          ActionUnit.BROW_LOWERER,
          ActionUnit.UPPER_LID_RAISER,
          ActionUnit.LID_TIGHTENER,
          ActionUnit.UPPER_LIP_RAISER);

  private record Ways(List<Combination> prototypes, List<Combination> variants) {
    Combination draw(Random random) {
      boolean isPrototype = random.nextDouble() < PROTOTYPES || variants.isEmpty();
      List<Combination> among = isPrototype ? prototypes : variants;
      return among.get(random.nextInt(among.size()));
    }
  }

  private static final Map<Expression, Ways> WAYS =
      Map.of(
          Expression.ANGER,
          withoutOne(
              "4+5*+7+10*+22+23+25|26",
              "4+5*+7+10*+23+25|26",
              "4+5*+7+23+25|26",
              "4+5*+7+17+23",
              "4+5*+7+17+24",
              "4+5*+7+23",
              "4+5*+7+24"),
          Expression.DISGUST,
          // a wrinkled nose pulls the brows down, which the kit's does not
          ways(List.of("9+4B", "9+4B+15+16+26", "9+4B+17", "10*", "10*+16+25|26", "10+17")),
          Expression.FEAR,
          ways(
              List.of("1+2+4+5*+20*+25|26|27", "1+2+4+5*+25|26|27"),
              "1+2+4+5*+L20*|R20*+25|26|27",
              "1+2+4+5*",
              "1+2+5*+25|26|27|",
              "5*+20*+25|26|27|"),
          Expression.HAPPINESS,
          ways(List.of("6+12*+25|26|", "12C|12D+25|26|")),
          Expression.NEUTRAL,
          new Ways(List.of(new Combination(List.of())), List.of()),
          Expression.SADNESS,
          ways(
              List.of("1+4+11+15B+64|", "1+4+15*+64|", "6+15*+64|"),
              "1+4+11+64|",
              "1+4+15B+64|",
              "1+4+15B+17+64|",
              "11+15B+64|",
              "11+17"),
          Expression.SURPRISE,
          ways(List.of("1+2+5B+26", "1+2+5B+27"), "1+2+5B", "1+2+26", "1+2+27", "5B+26", "5B+27"));

  private static Ways ways(List<String> prototypes, String... variants) {
    return new Ways(
        prototypes.stream().map(Combination::parse).toList(),
        Stream.of(variants).map(Combination::parse).toList());
  }

  private static Ways withoutOne(String... prototypes) {
    List<Combination> whole = Stream.of(prototypes).map(Combination::parse).toList();
    List<Combination> variants = new ArrayList<>();
    for (Combination prototype : whole) {
      DISPENSABLE.stream()
          .filter(prototype::has)
          .forEach(unit -> variants.add(prototype.without(unit)));
    }
    return new Ways(whole, variants);
  }

  @Override
  public Map<String, Float> weights(Person person, Piece piece, int image) {
    Expression expression = piece.expression().orElseThrow();
    int level = piece.level().orElseThrow();
    return weights(expression, level, person.manner(), person.moment(expression, level, image));
  }

  Map<String, Float> weights(Expression expression, int level, Manner manner, Random random) {
    List<Combination.Shown> shown = WAYS.get(expression).draw(random).draw(random);
    boolean blinks = random.nextDouble() < BLINKS;
    Map<String, Float> weights = new LinkedHashMap<>();
    for (Combination.Shown unit : shown) {
      double intensity = unit.intensity(Intensity.of(level), random).strength();
      double wobble = 1 + 0.06 * random.nextGaussian();
      double amount = intensity * manner.strength(unit.unit()) * wobble;
      if (!(blinks && unit.unit() == ActionUnit.UPPER_LID_RAISER)) { // lids go one way at a time
        unit.unit()
            .add(
                weights,
                unit.onLeft() ? Expression.clamp(amount * manner.asymmetry()) : 0,
                unit.onRight() ? Expression.clamp(amount / manner.asymmetry()) : 0);
      }
    }
    boolean looksDown = shown.stream().anyMatch(unit -> unit.unit() == ActionUnit.EYES_DOWN);
    if (!looksDown) {
      Glance.sometimes(weights, random);
    }
    if (blinks) {
      double closed = HALF_CLOSED + (Expression.STRONGEST - HALF_CLOSED) * random.nextDouble();
      ActionUnit.EYES_CLOSED.add(weights, closed, closed);
    }
    return weights;
  }
}
