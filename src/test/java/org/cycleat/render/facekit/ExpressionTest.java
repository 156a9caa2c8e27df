package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExpressionTest {
  private static final Random MEAN = new Steady(0, 0);
  private static final Manner COMMON = new Manner(MEAN);
  private static final Manner RARE = new Manner(new Steady(0.99, 0));

  @Test
  void codesAreThoseOfThePapersTables() {
    StringBuilder codes = new StringBuilder();
    for (Expression expression : Expression.values()) {
      codes.append(expression.code()).append(' ');
      assertEquals(Optional.of(expression), Expression.of(expression.code()));
    }
    assertEquals("AN DI FE HA NE SA SU ", codes.toString());
    assertEquals(Optional.of(Expression.FEAR), Expression.of("fe"));
    assertEquals(Optional.empty(), Expression.of("XX"));
  }

  @Test
  void weightsAreThePrototypesActionUnitsByStrength() {
    // happiness: units 6 (0.9), 12 (1), 25 (0.7) and 26 (0.2), of which level 2 has 0.65
    Map<String, Float> found = Expression.HAPPINESS.weights(2, COMMON, MEAN);
    Map<String, Double> expected = new TreeMap<>();
    expected.put("cheekRaiser_L", 0.65 * 0.9);
    expected.put("cheekSquint_R", 0.65 * 0.9 * 0.5);
    expected.put("mouthSmile_L", 0.65);
    expected.put("mouthSmile_R", 0.65);
    expected.put("mouthLowerDown_L", 0.65 * 0.7 * 0.5);
    expected.put("mouthUpperUp_R", 0.65 * 0.7 * 0.35);
    expected.put("jawOpen", 0.65 * (0.7 * 0.06 + 0.2 * 0.4));
    expected.forEach((name, weight) -> assertEquals(weight, found.get(name), 1e-6, name));
    assertFalse(found.containsKey("browDown_L"));
    assertTrue(Expression.NEUTRAL.weights(4, COMMON, MEAN).isEmpty());
  }

  @Test
  void oneInThreePeopleHasAnotherWay() {
    Map<String, Float> closed = Expression.HAPPINESS.weights(4, RARE, MEAN);
    assertTrue(closed.containsKey("mouthDimple_L"), closed.toString());
    assertFalse(closed.containsKey("jawOpen"), closed.toString());
    int common = 0;
    for (int i = 0; i < 2000; i++) {
      common += new Manner(new Random(i)).choice(Expression.ANGER) <= 0.65 ? 1 : 0;
    }
    assertEquals(0.65, common / 2000.0, 0.04);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEUTRAL")
  void everyWeightGrowsWithTheLevel(Expression expression) {
    for (Manner manner : new Manner[] {COMMON, RARE, new Manner(new Random(7))}) {
      Map<String, Float> before = new TreeMap<>();
      for (int level = 1; level <= 4; level++) {
        Map<String, Float> now = expression.weights(level, manner, MEAN);
        for (var weight : now.entrySet()) {
          float less = before.getOrDefault(weight.getKey(), 0f);
          assertTrue(
              less < weight.getValue() || less >= 1.15f,
              "%s at level %d: %s after %s".formatted(weight.getKey(), level, now, before));
        }
        before = now;
      }
      assertFalse(before.isEmpty());
    }
  }

  @Test
  void noTwoExpressionsOrWaysAreTheSame() {
    Set<Map<String, Float>> all = new HashSet<>();
    for (Expression expression : Expression.values()) {
      all.add(expression.weights(4, COMMON, MEAN));
      all.add(expression.weights(4, RARE, MEAN));
    }
    assertEquals(6 * 2 + 1, all.size());
  }

  @Test
  void sidesDifferByThePersonsAsymmetry() {
    Manner uneven = new Manner(new Steady(0, 1)); // each strength 1.12, asymmetry exp(0.08)
    Map<String, Float> weights = Expression.HAPPINESS.weights(1, uneven, MEAN);
    double strength = 0.4 * 1.12;
    assertEquals(Math.exp(0.08), uneven.asymmetry(), 1e-9);
    assertEquals(strength * Math.exp(0.08), weights.get("mouthSmile_L"), 1e-6);
    assertEquals(strength / Math.exp(0.08), weights.get("mouthSmile_R"), 1e-6);
  }

  @Test
  void aPersonIsNotQuiteTheSameTwice() {
    Map<String, Float> once = Expression.SURPRISE.weights(3, COMMON, new Random(1));
    assertEquals(once, Expression.SURPRISE.weights(3, COMMON, new Random(1)));
    assertNotEquals(once, Expression.SURPRISE.weights(3, COMMON, new Random(2)));
  }

  @Test
  void musclesNeverPushOrTearAFaceApart() {
    for (double far : new double[] {-30, 30}) {
      Manner extreme = new Manner(new Steady(0, far));
      for (ActionUnit unit : ActionUnit.values()) {
        assertEquals(far < 0 ? 0.75 : 1.25, extreme.strength(unit), 1e-9);
      }
    }
    Map<String, Float> weights = Expression.DISGUST.weights(4, COMMON, new Steady(0, 30));
    assertEquals(1.15f, weights.get("noseSneer_L"));
    assertTrue(Expression.DISGUST.weights(4, COMMON, new Steady(0, -30)).isEmpty());
  }

  @Test
  void actionUnitsHaveFacsNumbersOnce() {
    Set<Integer> numbers = new HashSet<>();
    for (ActionUnit unit : ActionUnit.values()) {
      assertTrue(numbers.add(unit.number()), unit.toString());
      assertFalse(unit.shapes().isEmpty());
    }
    assertEquals(12, ActionUnit.LIP_CORNER_PULLER.number());
    assertEquals(Set.of("cheekRaiser", "cheekSquint"), ActionUnit.CHEEK_RAISER.shapes());
  }
}
