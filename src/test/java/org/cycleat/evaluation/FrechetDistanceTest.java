package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  /** Two points on each axis: mean 0, variances 2 x^2 / 3 and 2 y^2 / 3, no covariance. */
  private static float[][] cross(double x, double y) {
    return new float[][] {{(float) x, 0}, {(float) -x, 0}, {0, (float) y}, {0, (float) -y}};
  }

  private static float[][] moved(float[][] rows, double angle, double right, double up) {
    float[][] moved = new float[rows.length][2];
    for (int i = 0; i < rows.length; i++) {
      double x = rows[i][0];
      double y = rows[i][1];
      moved[i][0] = (float) (x * Math.cos(angle) - y * Math.sin(angle) + right);
      moved[i][1] = (float) (x * Math.sin(angle) + y * Math.cos(angle) + up);
    }
    return moved;
  }

  @Test
  void ofGaussiansWithTheSameAxes() {
    // Deviations differ by (5 - 2) and (1 - 4), each times sqrt(2 / 3); means by 3 and 4.
    double ofDeviations = 2.0 / 3 * (9 + 9);
    float[][] wide = cross(5, 1);
    float[][] tall = cross(2, 4);
    assertEquals(ofDeviations, FrechetDistance.between(wide, tall), 1e-5);
    float[][] away = moved(tall, 0, 3, 4);
    assertEquals(ofDeviations + 25, FrechetDistance.between(wide, away), 1e-4);
    assertEquals(ofDeviations + 25, FrechetDistance.between(away, wide), 1e-4);
  }

  @Test
  void ofGaussiansWithOtherAxes() {
    // S_1 = 2/3 diag(25, 1); S_2 is the same, turned by 45 degrees: 2/3 [[13, 12], [12, 13]].
    // S_1 S_2 = 4/9 [[325, 300], [12, 13]]: the trace of its root is sqrt(trace + 2 sqrt(det)).
    double root = Math.sqrt(4.0 / 9 * (338 + 2 * Math.sqrt(325.0 * 13 - 300 * 12)));
    double expected = 2.0 / 3 * (26 + 26) - 2 * root;
    float[][] turned = moved(cross(5, 1), Math.PI / 4, 0, 0);
    assertEquals(expected, FrechetDistance.between(cross(5, 1), turned), 1e-5);
    // Turning both changes nothing.
    assertEquals(
        expected,
        FrechetDistance.between(moved(cross(5, 1), 1, 0, 0), moved(turned, 1, 0, 0)),
        1e-4);
  }

  @Test
  void equalSetsAndThoseWithFewerImagesThanFeatures() {
    Random random = new Random(4);
    float[][] few = new float[5][20];
    for (float[] row : few) {
      for (int f = 0; f < row.length; f++) {
        row[f] = random.nextFloat();
      }
    }
    assertEquals(0, FrechetDistance.between(few, few), 1e-6);
    float[][] two = {{1, 0, 0}, {3, 0, 0}};
    float[][] three = {{2, 1, 0}, {2, 1, 0}, {2, 1, 0}};
    // Variances 2 and 0; the means are 1 apart.
    assertEquals(3, FrechetDistance.between(two, three), 1e-6);
  }

  @Test
  void fewImagesOfOneKindAreFurtherApart() {
    double few = FrechetDistance.between(NormalFeatures.of(20, 6, 1), NormalFeatures.of(20, 6, 2));
    double many =
        FrechetDistance.between(NormalFeatures.of(2000, 6, 1), NormalFeatures.of(2000, 6, 2));
    assertTrue(few > 5 * many && many > 0, few + " " + many);
  }

  @Test
  void otherSetsAreRefused() {
    float[][] two = {{1, 0}, {3, 0}};
    assertThrows(
        IllegalArgumentException.class, () -> FrechetDistance.between(two, new float[][] {{1, 0}}));
    assertThrows(
        IllegalArgumentException.class,
        () -> FrechetDistance.between(two, new float[][] {{1, 0}, {1, 0, 1}}));
    assertThrows(
        IllegalArgumentException.class,
        () -> FrechetDistance.between(two, new float[][] {{1, Float.NaN}, {1, 0}}));
  }
}
