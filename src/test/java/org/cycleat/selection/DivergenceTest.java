package org.cycleat.selection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DivergenceTest {
  @Test
  void handComputed() {
    // Places 0, 1, 3 on a line: w = 1/2, 1/10, 1/5; Z = 2 * 0.8, so q_01 = 0.3125.
    float[][] p = {{0, 0.25f, 0.125f}, {0.25f, 0, 0.125f}, {0.125f, 0.125f, 0}};
    double[][] y = {{0, 1, 3}, new double[3], new double[3]};
    double expected =
        2
            * (0.25 * Math.log(0.25 / 0.3125)
                + 0.125 * Math.log(0.125 / 0.0625)
                + 0.125 * Math.log(0.125 / 0.125));
    var divergence = new Divergence(p);
    assertEquals(expected, divergence.value(y), 1e-12);

    var gradient = new double[3][3];
    divergence.gradient(y, 1, gradient);
    // 4 [(0.25 - 0.3125)(1/2)(0 - 1) + (0.125 - 0.0625)(1/10)(0 - 3)]
    assertEquals(4 * (0.03125 - 0.01875), gradient[0][0], 1e-12);
    assertArrayEquals(new double[3], gradient[1], "a line has no force across");
    divergence.gradient(y, 3, gradient);
    assertEquals(4 * (-0.4375 / 2 - 3 * 0.3125 / 10), gradient[0][0], 1e-12);
  }

  @Test
  void gradientIsTheFiniteDifference() {
    var random = new Random(2);
    var points = new double[11][4];
    for (double[] point : points) {
      Arrays.setAll(point, j -> random.nextGaussian());
    }
    var divergence = new Divergence(Affinities.joint(points, 3));
    var y = new double[3][11];
    for (double[] axis : y) {
      Arrays.setAll(axis, i -> random.nextGaussian());
    }
    var gradient = new double[3][11];
    divergence.gradient(y, 1, gradient);
    double h = 1e-5;
    for (int axis = 0; axis < 3; axis++) {
      for (int i = 0; i < 11; i++) {
        double kept = y[axis][i];
        y[axis][i] = kept + h;
        double above = divergence.value(y);
        y[axis][i] = kept - h;
        double below = divergence.value(y);
        y[axis][i] = kept;
        // p is single precision: its mass differs from 1 by some 1e-7.
        assertEquals((above - below) / (2 * h), gradient[axis][i], 1e-6);
      }
    }
  }
}
