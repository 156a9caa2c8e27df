package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RandomUnitsTest {
  private static final RandomUnits UNITS = new RandomUnits();
  private static final int COUNT = 8000;
  private static final List<Map<String, Float>> MANY = many();

  private static List<Map<String, Float>> many() {
    Random random = new Random(1);
    List<Map<String, Float>> many = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      many.add(RandomUnits.weights(random));
    }
    return many;
  }

  private static double share(Predicate<Map<String, Float>> condition) {
    return MANY.stream().filter(condition).count() / (double) COUNT;
  }

  private static Predicate<Map<String, Float>> shows(String shape) {
    return weights -> weight(weights, shape) > 0;
  }

  private static float weight(Map<String, Float> weights, String shape) {
    return weights.getOrDefault(shape, 0f);
  }

  private static double mean(String shape) {
    return MANY.stream()
        .filter(shows(shape))
        .mapToDouble(weights -> weights.get(shape))
        .average()
        .orElseThrow();
  }

  private static float most(String shape) {
    return (float) MANY.stream().mapToDouble(weights -> weight(weights, shape)).max().orElseThrow();
  }

  /** The mean of 0.08, 0.18 and 0.3 is 0.187; of closed eyes it is 0.3 of that. */
  @Test
  void everythingComesAsOftenAsItShould() {
    for (String shape :
        List.of(
            "browInnerUp_L", "noseSneer_R", "mouthSmile_L", "mouthShrugLower", "cheekSquint_R")) {
      assertEquals(0.187, share(shows(shape)), 0.02, shape);
    }
    assertEquals(0.056, share(shows("eyeBlink_L")), 0.01);
    assertEquals(0.187 * (1 - 0.056), share(shows("eyeWide_R")), 0.02);
    assertEquals(0.08, share(shows("mouthPucker")), 0.01);
    assertEquals(0.08, share(shows("mouthFunnel")), 0.01);
    assertEquals(0.03, share(shows("mouthLeft")), 0.008);
    assertEquals(0.03, share(shows("mouthRight")), 0.008);
    assertEquals(0.5 * 0.15, share(shows("mouthClose")), 0.01);
    assertEquals(0.5, share(shows("eyeLookUp_L").or(shows("eyeLookDown_L"))), 0.02);
    assertEquals(0.25, share(shows("eyeLookOut_L").and(shows("eyeLookIn_R"))), 0.02);
  }

  /** Calm faces show fewer than two of 17 units, busy ones five. */
  @Test
  void someFacesAreCalmAndOthersBusy() {
    List<String> some =
        List.of("browInnerUp_L", "browDown_L", "noseSneer_L", "mouthSmile_L", "mouthFrown_L");
    double none = share(weights -> some.stream().noneMatch(s -> weight(weights, s) > 0));
    double byOneChance = Math.pow(1 - 0.187, 5);
    double expected = (Math.pow(0.92, 5) + Math.pow(0.82, 5) + Math.pow(0.7, 5)) / 3;
    assertEquals(expected, none, 0.015);
    assertTrue(none > byOneChance + 0.015, none + ", of independent units " + byOneChance);
  }

  /** The means of Beta(1.1, 1.3) and Beta(1, 1.6) are 0.458 and 0.385. */
  @Test
  void strengthsAreDrawnFromBetaDistributions() {
    // one side in 13 is weaker, by half of itself in the mean
    assertEquals(1.15 * 0.458 * (1 - 0.075 / 2), mean("mouthSmile_L"), 0.03);
    assertEquals(1.15 * 0.458 * (1 - 0.075 / 2), mean("mouthSmile_R"), 0.03);
    double opened =
        MANY.stream()
            .mapToDouble(weights -> weight(weights, "jawOpen"))
            .filter(jaw -> jaw > 0.06) // less may be of lips that part
            .average()
            .orElseThrow();
    double cut = 0.06 / (1.06 * 0.85);
    assertEquals(1.06 * 0.85 * (cut + (1 - cut) / 2.6), opened, 0.02);
    assertEquals(0.3, mean("mouthLeft"), 0.03);
  }

  @Test
  void noFaceIsTornApart() {
    for (Map<String, Float> weights : MANY) {
      weights.forEach((shape, w) -> assertTrue(w >= 0 && w <= 2, shape + " " + w));
    }
    assertEquals(1.15f, most("mouthSmile_L"));
    assertEquals(1.15f * 1.5f, most("browDown_R"), 1e-6);
    assertEquals(0.9f, most("jawOpen"), 0.02f);
    assertEquals(0.6f, most("mouthRight"), 0.02f);
  }

  @Test
  void lidsAndLipsGoOneWayAtATime() {
    assertEquals(0, share(shows("eyeBlink_L").and(shows("eyeWide_L"))));
    assertEquals(0, share(shows("eyeLookUp_L").and(shows("eyeLookDown_R"))));
    assertEquals(0, share(shows("mouthLeft").and(shows("mouthRight"))));
    assertEquals(0, share(w -> weight(w, "mouthClose") > weight(w, "jawOpen")));
  }

  /** Of units of both sides, 15 of 100 differ widely, the others by about a sixth. */
  @Test
  void sidesDifferNowAndThen() {
    int uneven = 0;
    int shown = 0;
    Set<Boolean> weaker = new HashSet<>();
    for (Map<String, Float> weights : MANY) {
      float left = weight(weights, "mouthFrown_L");
      float right = weight(weights, "mouthFrown_R");
      if (left > 0) {
        shown++;
        if (Math.max(left, right) > 1.6 * Math.min(left, right)) {
          uneven++;
          weaker.add(left < right);
        }
      }
    }
    // a share of 0.625 or more counts as even here
    assertEquals(0.15 * 0.625, uneven / (double) shown, 0.025);
    assertEquals(Set.of(true, false), weaker);
  }

  @Test
  void everyImageOfAPersonShowsAnotherMixtureAlwaysTheSame() {
    List<Piece> pieces = UNITS.pieces(List.of(3, 4));
    assertEquals(List.of(new Piece(Optional.empty(), OptionalInt.empty())), pieces);
    assertEquals("", pieces.get(0).code());
    Set<Map<String, Float>> all = new HashSet<>();
    for (int number = 0; number < 4; number++) {
      Person person = Person.draw(1, number, 2);
      for (int image = 0; image < 5; image++) {
        Map<String, Float> once = UNITS.weights(person, pieces.get(0), image);
        assertEquals(once, UNITS.weights(Person.draw(1, number, 2), pieces.get(0), image));
        all.add(once);
      }
    }
    assertTrue(all.size() >= 19, all.size() + " of 20"); // a face may be at rest
  }
}
