package org.cycleat.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class StandardizationTest {
  @Test
  void meanDeviationAndNumberOfFeaturesAreThoseOfTheTrainingFaces() {
    // Means 3, 10, 5; deviations 1, 0, 4; three features.
    float[][] training = {{2, 10, 1}, {4, 10, 9}};
    float root = (float) Math.sqrt(3);
    float[][] scaled = new Standardization(training).of(new float[][] {{2, 10, 1}, {6, 11, 5}});
    assertArrayEquals(new float[] {-1 / root, 0, -1 / root}, scaled[0], 1e-6f);
    assertArrayEquals(new float[] {3 / root, 0, 0}, scaled[1], 1e-6f);
  }
}
