package org.cycleat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {
  @Test
  void numbersAreAFunctionOfSeedPurposeAndNumber() {
    Set<Long> first = new HashSet<>();
    for (long seed = -3; seed <= 3; seed++) {
      for (String purpose : new String[] {"", "a", "b", "ab", "ba", "person", "persom"}) {
        for (long number = -2; number < 5; number++) {
          long drawn = Seeds.random(seed, purpose, number).nextLong();
          assertEquals(drawn, Seeds.random(seed, purpose, number).nextLong());
          first.add(drawn);
        }
      }
    }
    assertEquals(7 * 7 * 7, first.size());
  }

  @Test
  void neighboursAreIndependent() {
    double product = 0;
    double sum = 0;
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      double one = Seeds.random(9, "person", i).nextDouble() - 0.5;
      sum += one;
      product += one * (Seeds.random(9, "person", i + 1).nextDouble() - 0.5);
    }
    assertEquals(0, sum / n, 4 * Math.sqrt(1 / 12.0 / n));
    assertEquals(0, product / n, 4 / 12.0 / Math.sqrt(n));
  }

  /** The value is from another program, written after the description of both generators. */
  @Test
  void numbersStayTheSameFromVersionToVersion() {
    assertEquals(941555609508584636L, Seeds.random(1, "person", 0).nextLong());
  }
}
