package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.cycleat.render.mesh.Colour;
import org.junit.jupiter.api.Test;

class PersonTest {
  private static final int PEOPLE = 4000;
  private static final int MODES = 25;

  @Test
  void identityCoefficientsAreStandardNormalInEveryModeAndIndependent() {
    double[] sum = new double[MODES];
    double[] squares = new double[MODES];
    double neighbours = 0;
    int far = 0;
    for (int number = 0; number < PEOPLE; number++) {
      Person person = Person.draw(17, number, MODES);
      for (int mode = 0; mode < MODES; mode++) {
        double c = person.identity(mode);
        sum[mode] += c;
        squares[mode] += c * c;
        neighbours += mode > 0 ? c * person.identity(mode - 1) : 0;
        far += Math.abs(c) > 1.96 ? 1 : 0;
      }
    }
    for (int mode = 0; mode < MODES; mode++) { // four standard errors
      double mean = sum[mode] / PEOPLE;
      assertEquals(0, mean, 4 / Math.sqrt(PEOPLE), "mean of mode " + mode);
      double deviation = Math.sqrt(squares[mode] / PEOPLE - mean * mean);
      assertEquals(1, deviation, 4 / Math.sqrt(2.0 * PEOPLE), "deviation of mode " + mode);
    }
    assertEquals(0, neighbours / PEOPLE / (MODES - 1), 0.015, "correlation");
    assertEquals(0.05, far / (double) (PEOPLE * MODES), 0.004, "tails");
  }

  @Test
  void aPersonDependsOnSeedAndNumberOnly() {
    Person person = Person.draw(5, 3, 4);
    Person again = Person.draw(5, 3, 4);
    assertEquals(person.appearance(), again.appearance());
    assertEquals(person.identity(2), again.identity(2));
    assertNotEquals(person.appearance(), Person.draw(5, 4, 4).appearance());
    assertNotEquals(person.appearance(), Person.draw(6, 3, 4).appearance());
    Random moment = person.moment(Expression.FEAR, 3);
    assertEquals(moment.nextLong(), again.moment(Expression.FEAR, 3).nextLong());
    assertNotEquals(
        person.moment(Expression.FEAR, 3).nextLong(), person.moment(Expression.FEAR, 4).nextLong());
    assertNotEquals(
        person.moment(Expression.FEAR, 3).nextLong(),
        person.moment(Expression.ANGER, 3).nextLong());
  }

  @Test
  void coloursStayWithinWhatPeopleHave() {
    Set<Appearance> different = new HashSet<>();
    int bearded = 0;
    int bald = 0;
    for (int number = 0; number < 1000; number++) {
      Appearance a = Person.draw(23, number, 1).appearance();
      different.add(a);
      for (Colour colour : new Colour[] {a.skin(), a.lips(), a.hair(), a.iris(), a.teeth()}) {
        assertTrue(Math.max(colour.red(), Math.max(colour.green(), colour.blue())) <= 1);
      }
      assertTrue(a.skin().red() > a.skin().green() && a.skin().green() > a.skin().blue());
      assertTrue(
          a.lips().red() / a.lips().green() > a.skin().red() / a.skin().green(), "lips are redder");
      assertTrue(
          a.teeth().green() > 0.5 && a.teeth().green() > a.hair().green(), "teeth are light");
      assertTrue(a.browThickness() >= 0.75 && a.browThickness() <= 1.45);
      assertTrue(a.blotches() >= 0.6 && a.blotches() <= 1.4);
      bearded += a.beard() > 0 ? 1 : 0;
      bald += a.scalp() == 0 ? 1 : 0;
    }
    assertEquals(1000, different.size());
    assertEquals(0.3, bearded / 1000.0, 0.06);
    assertEquals(0.25, bald / 1000.0, 0.06);
  }

  @Test
  void darkSkinHasDarkHairAndBrownEyes() {
    for (int number = 0; number < 1000; number++) {
      Appearance a = Person.draw(29, number, 1).appearance();
      if (a.skin().green() < 0.1) {
        assertTrue(a.hair().green() < 0.12, a.toString());
        assertTrue(a.iris().red() > a.iris().blue(), a.toString());
      }
    }
  }
}
