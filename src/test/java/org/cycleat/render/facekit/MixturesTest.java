package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MixturesTest {
  private static final int IMAGES = 3;

  /** Five mixtures of happiness, and one of each other expression. */
  private static Map<Expression, List<Map<String, Float>>> rows() {
    Map<Expression, List<Map<String, Float>>> rows = new EnumMap<>(Expression.class);
    for (Expression expression : Expression.values()) {
      rows.put(expression, List.of(Map.of("jawOpen", 0.25f)));
    }
    List<Map<String, Float>> smiles = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      smiles.add(Map.of("mouthSmile_L", 0.1f * i));
    }
    rows.put(Expression.HAPPINESS, smiles);
    return rows;
  }

  private static Piece piece(Expression expression) {
    return new Piece(Optional.of(expression), OptionalInt.empty());
  }

  private static Mixtures mixtures(long seed) {
    return new Mixtures(rows(), seed, IMAGES);
  }

  private static List<Float> smiles(Mixtures mixtures, int first, int people) {
    List<Float> smiles = new ArrayList<>();
    for (int number = first; number < first + people; number++) {
      Person person = Person.draw(1, number, 2);
      for (int image = 0; image < IMAGES; image++) {
        smiles.add(
            mixtures.weights(person, piece(Expression.HAPPINESS), image).get("mouthSmile_L"));
      }
    }
    return smiles;
  }

  @Test
  void anyPeopleUseEveryRowEvenly() {
    for (int first : new int[] {0, 1, 4, 1_000_001}) {
      for (int people : new int[] {2, 5, 7}) { // 6, 15 and 21 images of five rows
        Map<Float, Integer> uses = new HashMap<>();
        smiles(mixtures(7), first, people).forEach(smile -> uses.merge(smile, 1, Integer::sum));
        assertEquals(5, uses.size(), uses.toString());
        double each = people * IMAGES / 5.0;
        uses.values().forEach(count -> assertEquals(each, count, 0.99, uses.toString()));
      }
    }
  }

  @Test
  void noImageOfAPersonIsTiedToARow() {
    // as many rows as images: without an order of their own, all people's first would be the same
    Mixtures five = new Mixtures(rows(), 7, 5);
    Set<Float> firsts = new HashSet<>();
    for (int number = 0; number < 40; number++) {
      Person person = Person.draw(1, number, 2);
      firsts.add(five.weights(person, piece(Expression.HAPPINESS), 0).get("mouthSmile_L"));
    }
    assertEquals(5, firsts.size());
  }

  @Test
  void turnsDependOnTheSeedAndThePersonOnly() {
    List<Float> ten = smiles(mixtures(7), 0, 10);
    assertEquals(ten.subList(4 * IMAGES, 6 * IMAGES), smiles(mixtures(7), 4, 2));
    assertNotEquals(ten, smiles(mixtures(8), 0, 10));
  }

  @Test
  void aMixtureIsShownAsItIsWithoutLevels() {
    Mixtures mixtures = mixtures(1);
    assertEquals(
        Arrays.stream(Expression.values()).map(MixturesTest::piece).toList(),
        mixtures.pieces(List.of(3, 4)));
    Person person = Person.draw(1, 9, 2);
    assertEquals(Map.of("jawOpen", 0.25f), mixtures.weights(person, piece(Expression.FEAR), 2));
  }

  @Test
  void theDigestIsOfTheMixtures() {
    assertEquals(mixtures(1).digest(), mixtures(2).digest());
    assertEquals(64, mixtures(1).digest().length());
    var others = rows();
    others.put(Expression.FEAR, List.of(Map.of("jawOpen", 0.26f)));
    assertNotEquals(mixtures(1).digest(), new Mixtures(others, 1, IMAGES).digest());
    others.put(Expression.FEAR, rows().get(Expression.FEAR));
    assertEquals(mixtures(1).digest(), new Mixtures(others, 1, IMAGES).digest());
  }
}
