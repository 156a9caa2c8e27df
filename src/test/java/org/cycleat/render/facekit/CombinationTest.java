package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CombinationTest {
  private static final Random FIRST = new Steady(0, 0);
  private static final Random LAST = new Steady(0.99, 0);

  private static String drawn(String combination, Random random) {
    StringBuilder text = new StringBuilder();
    for (Combination.Shown shown : Combination.parse(combination).draw(random)) {
      String side = shown.onLeft() && shown.onRight() ? "" : shown.onLeft() ? "L" : "R";
      text.append(side).append(shown.unit().number()).append(' ');
    }
    return text.toString();
  }

  @Test
  void oneOfTheAlternativesIsSeen() {
    assertEquals("1 2 5 26 ", drawn("1+2+5B+26", LAST));
    assertEquals("4 L20 25 ", drawn("4+L20*|R20*+25|26|27", FIRST));
    assertEquals("4 R20 27 ", drawn("4+L20*|R20*+25|26|27", LAST));
    assertEquals("1 64 ", drawn("1+64|", FIRST));
    assertEquals("1 ", drawn("1+64|", LAST));
    Set<String> all = new HashSet<>();
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      all.add(drawn("12C|12D+25|26|", random));
    }
    assertEquals(Set.of("12 25 ", "12 26 ", "12 "), all);
  }

  @Test
  void aLetterIsTheMostAndAStarMayBeLess() {
    List<Combination.Shown> shown = Combination.parse("1+5B+20*+12C*").draw(FIRST);
    Intensity[] weak = {Intensity.B, Intensity.B, Intensity.A, Intensity.A};
    Intensity[] strong = {Intensity.E, Intensity.B, Intensity.D, Intensity.C};
    for (int i = 0; i < 4; i++) {
      assertEquals(weak[i], shown.get(i).intensity(Intensity.B, LAST), "unit " + i);
      assertEquals(strong[i], shown.get(i).intensity(Intensity.E, LAST), "unit " + i);
    }
    assertEquals(Intensity.E, shown.get(2).intensity(Intensity.E, FIRST));
  }

  @Test
  void levelsAreTheLettersAboveATrace() {
    assertEquals(
        List.of(Intensity.B, Intensity.C, Intensity.D, Intensity.E),
        List.of(Intensity.of(1), Intensity.of(2), Intensity.of(3), Intensity.of(4)));
    assertEquals(0.4, Intensity.of(1).strength());
    assertEquals(1, Intensity.of(4).strength());
    assertEquals(Intensity.A, Intensity.A.less());
    assertEquals(Intensity.C, Intensity.D.less());
    assertEquals(Intensity.B, Intensity.B.atMost(Intensity.C));
    assertEquals(Intensity.B, Intensity.D.atMost(Intensity.B));
  }

  @Test
  void aUnitCanBeTakenAway() {
    Combination whole = Combination.parse("4+5*+7+23+25|26");
    assertTrue(whole.has(ActionUnit.JAW_DROP));
    Combination less = whole.without(ActionUnit.UPPER_LID_RAISER);
    assertFalse(less.has(ActionUnit.UPPER_LID_RAISER));
    assertEquals(4, less.choices().size());
    assertEquals(whole, whole.without(ActionUnit.DIMPLER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "x", "4+5F", "L", "5B5", "4++5x"})
  void whatIsNoActionUnitIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Combination.parse(text));
  }
}
