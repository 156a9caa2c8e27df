package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.cycleat.render.Point3;
import org.junit.jupiter.api.Test;

class GrainTest {
  @Test
  void itIsSmoothBoundedEvenAndDependsOnTheSeed() {
    Grain grain = new Grain(42);
    Random random = new Random(1);
    double sum = 0;
    double squares = 0;
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      double x = 40 * random.nextDouble() - 20;
      double y = 40 * random.nextDouble() - 20;
      double z = 40 * random.nextDouble() - 20;
      double value = grain.at(x, y, z);
      assertTrue(Math.abs(value) <= 1);
      // the steepest of smooth(t) is 1.5, from -1 to 1
      assertEquals(value, grain.at(x + 1e-4, y, z), 3.001e-4);
      assertEquals(value, grain.at(x, y - 1e-4, z), 3.001e-4);
      assertEquals(value, grain.at(x, y, z + 1e-4), 3.001e-4);
      sum += value;
      squares += value * value;
    }
    assertEquals(0, sum / n, 0.02);
    // values at corners have variance 1/3; the mean of the squared weights is (26/35)^3
    assertEquals(Math.pow(26.0 / 35, 3) / 3, squares / n, 0.01);
    assertNotEquals(grain.at(1.3, 2.4, 3.5), new Grain(43).at(1.3, 2.4, 3.5));
  }

  @Test
  void scaleIsTheSizeOfFeatures() {
    Grain grain = new Grain(7);
    assertEquals(grain.at(1.5, -2.25, 0.375), grain.at(new Point3(0.6, -0.9, 0.15), 0.4), 1e-9);
  }

  @Test
  void betweenCornersItIsInterpolatedSmoothly() {
    Grain grain = new Grain(3);
    double from = grain.at(4, 5, 6);
    double to = grain.at(5, 5, 6);
    assertEquals(from + 0.15625 * (to - from), grain.at(4.25, 5, 6), 1e-12);
    assertEquals(from + 0.5 * (to - from), grain.at(4.5, 5, 6), 1e-12);
  }
}
