package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LearningRateTest {

  @Test
  void isConstantThenFallsOnALineToZero() {
    LearningRate rate = LearningRate.constantThenLinear(0.8, 2, 3);
    float[] expected = {0.8f, 0.8f, 0.6f, 0.4f, 0.2f, 0f, 0f};
    for (int step = 0; step < expected.length; step++) {
      assertEquals(expected[step], rate.at(step), 1e-7);
    }
  }

  @Test
  void withoutDecayItStaysOrEnds() {
    assertEquals(0.25f, LearningRate.constant(0.25).at(1_000_000_000_000L));
    assertEquals(0.25f, LearningRate.constantThenLinear(0.25, 4, 0).at(3));
    assertEquals(0f, LearningRate.constantThenLinear(0.25, 4, 0).at(4));
  }

  @Test
  void aCosineFallsFromTheRateToZero() {
    LearningRate rate = LearningRate.cosine(0.8, 4);
    double[] expected = {0.8, 0.4 * (1 + Math.sqrt(0.5)), 0.4, 0.4 * (1 - Math.sqrt(0.5)), 0, 0};
    for (int step = 0; step < expected.length; step++) {
      assertEquals(expected[step], rate.at(step), 1e-7);
    }
    assertEquals(0f, LearningRate.cosine(0.8, 0).at(0));
  }

  @Test
  void aWarmUpRisesInAStraightLineToWhatFollows() {
    LearningRate rate = LearningRate.warmingUp(0.8, 3, LearningRate.constantThenLinear(0.8, 1, 1));
    float[] expected = {0.2f, 0.4f, 0.6f, 0.8f, 0.4f, 0f};
    for (int step = 0; step < expected.length; step++) {
      assertEquals(expected[step], rate.at(step), 1e-7);
    }
  }

  @Test
  void refusesWhatIsNoSchedule() {
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> LearningRate.constant(bad));
    }
    assertThrows(IllegalArgumentException.class, () -> LearningRate.constantThenLinear(1, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> LearningRate.constantThenLinear(1, 0, -1));
    assertThrows(IllegalArgumentException.class, () -> LearningRate.constant(1).at(-1));
    assertThrows(IllegalArgumentException.class, () -> LearningRate.cosine(0, 1));
    assertThrows(IllegalArgumentException.class, () -> LearningRate.cosine(1, -1));
    assertThrows(IllegalArgumentException.class, () -> LearningRate.cosine(1, 1).at(-1));
  }
}
