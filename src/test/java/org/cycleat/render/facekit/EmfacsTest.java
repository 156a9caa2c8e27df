package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EmfacsTest {
  private static final Emfacs EMFACS = new Emfacs();
  private static final Manner COMMON = new Manner(new Steady(0, 0));

  private static Map<String, Float> weights(Expression expression, int level, Random random) {
    return EMFACS.weights(expression, level, COMMON, random);
  }

  /** Of each shape, the left side where it has sides. */
  private static void assertLeft(Map<String, Float> found, Object... expected) {
    Map<String, Float> left = new TreeMap<>();
    found.forEach(
        (shape, weight) -> {
          if (shape.endsWith("_L")) {
            left.put(shape.substring(0, shape.length() - 2), weight);
          }
        });
    assertEquals(expected.length / 2, left.size(), left.toString());
    for (int i = 0; i < expected.length; i += 2) {
      float weight = left.getOrDefault(expected[i], Float.NaN);
      assertEquals((double) expected[i + 1], weight, 1e-6, expected[i] + " in " + left);
    }
  }

  @Test
  void aPrototypeInABlink() {
    // the first draws: 6+12*+25 at level 2, C, and eyes that are closed by 0.4 at least
    assertLeft(
        weights(Expression.HAPPINESS, 2, new Steady(0, 0)),
        "cheekRaiser",
        0.65,
        "cheekSquint",
        0.65 * 0.5,
        "mouthSmile",
        0.65,
        "mouthLowerDown",
        0.65 * 0.5,
        "mouthUpperUp",
        0.65 * 0.35,
        "jawOpen",
        0.65 * 0.06,
        "eyeBlink",
        0.4);
    // 1+2+5B+26: lids cannot be raised and closed at once
    assertLeft(
        weights(Expression.SURPRISE, 4, new Steady(0, 0)),
        "browInnerUp",
        1.0,
        "browOuterUp",
        1.0,
        "jawOpen",
        0.4,
        "eyeBlink",
        0.4);
  }

  @Test
  void aLetterIsAsStrongAsItsUnitGets() {
    // the second prototype of two, of its alternatives the middle: 12D+26 at level 4
    assertLeft(
        weights(Expression.HAPPINESS, 4, new Steady(0.6, 0)), "mouthSmile", 0.85, "jawOpen", 0.4);
    assertLeft(
        weights(Expression.HAPPINESS, 1, new Steady(0.6, 0)),
        "mouthSmile",
        0.4,
        "jawOpen",
        0.4 * 0.4);
  }

  @Test
  void majorVariants() {
    // anger's last: 4+5*+7+24 without 7, at level 3, D, with 5 one letter less
    assertLeft(
        weights(Expression.ANGER, 3, new Steady(0.99, 0)),
        "browDown",
        1.5 * 0.85,
        "eyeWide",
        0.65,
        "mouthPress",
        0.85);
    assertLeft(
        weights(Expression.SADNESS, 4, new Steady(0.99, 0)),
        "cheekRaiser",
        0.4,
        "mouthShrugLower",
        1.0);
    assertLeft(
        weights(Expression.SURPRISE, 4, new Steady(0.99, 0)), "eyeWide", 0.4, "jawOpen", 0.85);
    assertTrue(weights(Expression.NEUTRAL, 0, new Steady(0.99, 0)).isEmpty());
  }

  @Test
  void lipsAreFunnelledInTheFirstAnger() {
    Map<String, Float> found = weights(Expression.ANGER, 4, new Steady(0.06, 0));
    assertEquals(0.8f, found.get("mouthFunnel"), 1e-6);
    assertEquals(0.5f, found.get("mouthRollLower"), 1e-6);
    assertEquals(1f, found.get("mouthUpperUp_L") - found.get("mouthLowerDown_L") * 0.7f, 1e-6);
  }

  @Test
  void bothEyesGlanceTheSameWay() {
    // a standard deviation of 0.4 to the left and up
    Map<String, Float> found = weights(Expression.NEUTRAL, 0, new Steady(0.3, 1));
    Map<String, Float> expected = new TreeMap<>();
    expected.put("eyeLookOut_L", 0.4f);
    expected.put("eyeLookIn_R", 0.4f);
    expected.put("eyeLookUp", 0.4f * 0.6f);
    expected.put("eyeLookUp_L", 0.4f * 0.6f);
    expected.put("eyeLookUp_R", 0.4f * 0.6f);
    assertEquals(expected.keySet(), new TreeMap<>(found).keySet());
    expected.forEach((shape, weight) -> assertEquals(weight, found.get(shape), 1e-6, shape));
    Map<String, Float> far = weights(Expression.NEUTRAL, 0, new Steady(0.3, -5));
    assertEquals(0.9f, far.get("eyeLookIn_L"), 1e-6);
    assertEquals(0.9f, far.get("eyeLookOut_R"), 1e-6);
    assertEquals(0.9f * 0.6f, far.get("eyeLookDown_L"), 1e-6);
  }

  @Test
  void oneSideOfTheMouthMayBeStretched() {
    Set<Boolean> sides = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 400; i++) {
      Map<String, Float> found = weights(Expression.FEAR, 4, random);
      float left = found.getOrDefault("mouthStretch_L", 0f);
      float right = found.getOrDefault("mouthStretch_R", 0f);
      if (left > 0 != right > 0) {
        sides.add(left > 0);
      }
    }
    assertEquals(Set.of(true, false), sides);
  }

  @Test
  void everythingComesAsOftenAsItShould() {
    int blinks = 0;
    int glances = 0;
    int variants = 0;
    Set<Set<String>> kinds = new HashSet<>();
    int count = 4000;
    Random random = new Random(1);
    for (int i = 0; i < count; i++) {
      Map<String, Float> found = weights(Expression.SURPRISE, 3, random);
      boolean isBlink = found.containsKey("eyeBlink_L");
      blinks += isBlink ? 1 : 0;
      glances += found.containsKey("eyeLookUp_L") || found.containsKey("eyeLookDown_L") ? 1 : 0;
      boolean isWhole = found.containsKey("browInnerUp_L") && found.containsKey("jawOpen");
      variants += isBlink || (isWhole && found.containsKey("eyeWide_L")) ? 0 : 1;
      kinds.add(found.keySet());
      found.forEach((shape, weight) -> assertTrue(weight > 0 && weight <= 2, shape + weight));
    }
    assertEquals(0.05, blinks / (double) count, 0.015);
    assertEquals(0.5, glances / (double) count, 0.03);
    assertEquals(0.35 * 0.95, variants / (double) count, 0.03);
    assertTrue(kinds.size() > 20, kinds.size() + " kinds");
  }

  @Test
  void anImageIsAlwaysTheSameAndAnotherOneIsNot() {
    Person person = Person.draw(1, 5, 2);
    Set<Map<String, Float>> all = new HashSet<>();
    for (Expression expression : Expression.values()) {
      for (int image = 0; image < 3; image++) {
        Map<String, Float> once = EMFACS.weights(person, Piece.of(expression, 3), image);
        assertEquals(once, EMFACS.weights(Person.draw(1, 5, 2), Piece.of(expression, 3), image));
        all.add(once);
      }
    }
    assertTrue(all.size() >= 6 * 3, all.size() + " of 21");
    assertNotEquals(
        EMFACS.weights(person, Piece.of(Expression.FEAR, 3), 0),
        EMFACS.weights(person, Piece.of(Expression.FEAR, 4), 0));
  }

  /** What a file of mixtures may hold is as much as anything here shows. */
  @Test
  void noFaceIsTornApart() {
    Manner strong = new Manner(new Steady(0, 30));
    Random random = new Random(1);
    for (Expression expression : Expression.values()) {
      for (int i = 0; i < 300; i++) {
        Map<String, Float> found = EMFACS.weights(expression, 4, strong, random);
        found.forEach((shape, weight) -> assertTrue(weight <= 2, shape + " " + weight));
        assertFalse(found.containsValue(Float.NaN));
      }
    }
  }
}
