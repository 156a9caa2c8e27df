package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KernelDistanceTest {
  @Test
  void ofOneBlock() {
    // (x y + 1)^3: 1 for 0 and 1, 27 for 1 and 2; between 1, 1, 8 and 27.
    float[][] low = {{0}, {1}};
    float[][] high = {{1}, {2}};
    var distance = KernelDistance.between(low, high, 50, 1);
    assertEquals(1 + 27 - 2 * 37 / 4.0, distance.value(), 1e-9);
    assertEquals(1, distance.blocks());
    assertTrue(Double.isNaN(distance.standardError()));
  }

  @Test
  void productsAreMeansOverFeatures() {
    // Two features: 1 * 3 / 2 + 1 = 2.5 between all, 1.5 within, 5.5 within.
    float[][] ones = {{1, 0}, {1, 0}, {1, 0}};
    float[][] threes = {{3, 0}, {3, 0}};
    double expected = Math.pow(1.5, 3) + Math.pow(5.5, 3) - 2 * Math.pow(2.5, 3);
    assertEquals(expected, KernelDistance.between(ones, threes, 2, 1).value(), 1e-9);
  }

  @Test
  void blocksGiveAnErrorAndUseEachImageOnce() {
    // Equal images: each block has the same value.
    float[][] ones = new float[11][1];
    float[][] twos = new float[7][1];
    for (float[] row : ones) {
      row[0] = 1;
    }
    for (float[] row : twos) {
      row[0] = 2;
    }
    var distance = KernelDistance.between(ones, twos, 3, 1);
    assertEquals(2, distance.blocks());
    assertEquals(8 + 125 - 2 * 27, distance.value(), 1e-9);
    assertEquals(0, distance.standardError(), 1e-9);
  }

  @Test
  void ofFewImagesOfOneKindItIsNothingOnAverage() {
    int draws = 400;
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      double value =
          KernelDistance.between(
                  NormalFeatures.of(5, 4, 2L * draw), NormalFeatures.of(7, 4, 2L * draw + 1), 5, 1)
              .value();
      sum += value;
      squares += value * value;
    }
    double error = Math.sqrt(squares) / draws;
    assertTrue(Math.abs(sum / draws) < 3 * error, sum / draws + " +- " + error);
    assertTrue(error < 0.2, "a bias of this estimate's size would show");
  }

  @Test
  void theSameSeedGivesTheSameBlocks() {
    var distance =
        KernelDistance.between(NormalFeatures.of(400, 4, 1), NormalFeatures.of(300, 4, 2), 20, 3);
    assertEquals(15, distance.blocks());
    assertEquals(
        distance,
        KernelDistance.between(NormalFeatures.of(400, 4, 1), NormalFeatures.of(300, 4, 2), 20, 3));
  }

  @Test
  void otherSetsAreRefused() {
    float[][] two = {{1, 0}, {3, 0}};
    assertThrows(
        IllegalArgumentException.class,
        () -> KernelDistance.between(two, new float[][] {{1}, {1}}, 2, 1));
  }
}
