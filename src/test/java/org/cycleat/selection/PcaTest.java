package org.cycleat.selection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PcaTest {
  @Test
  void handComputed() {
    // On the line (3, 4)/5 through (10, 20) at -3, -1, 4, and off it by 0: one axis.
    double[][] line = {{10 - 1.8, 20 - 2.4}, {10 - 0.6, 20 - 0.8}, {10 + 2.4, 20 + 3.2}};
    Pca pca = Pca.of(line, 5);
    assertEquals(1, pca.variances().length, "a line spans one axis");
    assertEquals(13, pca.variances()[0], 1e-12); // (9 + 1 + 16) / 2
    assertEquals(-3, pca.scores()[0][0], 1e-12);
    assertEquals(-1, pca.scores()[1][0], 1e-12);
    assertEquals(4, pca.scores()[2][0], 1e-12);
  }

  @Test
  void axesInOrderOfVariance() {
    // Along y: -4, 4, 0, 0; along x: 0, 0, -1, 1.
    float[][] cross = {{7, -4, 1}, {7, 4, 1}, {6, 0, 1}, {8, 0, 1}};
    Pca pca = Pca.of(cross, 2);
    assertArrayEquals(new double[] {32 / 3.0, 2 / 3.0}, pca.variances(), 1e-12);
    assertEquals(4, Math.abs(pca.scores()[0][0]), 1e-12);
    assertEquals(-pca.scores()[0][0], pca.scores()[1][0], 1e-12);
    assertArrayEquals(new double[] {0, 1}, abs(pca.scores()[2]), 1e-12);
    Pca first = Pca.of(cross, 1);
    assertEquals(1, first.scores()[3].length);
    assertArrayEquals(new double[] {32 / 3.0}, first.variances(), 1e-12);
  }

  /** More features than one block holds: all axes together must keep every distance. */
  @Test
  void keepsDistances() {
    var random = new Random(3);
    var samples = new float[9][1100];
    for (float[] sample : samples) {
      for (int j = 0; j < sample.length; j++) {
        sample[j] = (float) random.nextGaussian() + 5;
      }
    }
    List<Integer> progress = new ArrayList<>();
    Pca pca = Pca.of(samples, 100, progress::add);
    assertEquals(List.of(512, 1024, 1100), progress);
    assertEquals(8, pca.variances().length);
    for (int a = 0; a < 9; a++) {
      double between = 0;
      for (int j = 0; j < 1100; j++) {
        between += Math.pow((double) samples[a][j] - samples[0][j], 2);
      }
      double kept = NearestNeighbours.squaredDistance(pca.scores()[a], pca.scores()[0]);
      assertEquals(between, kept, 1e-8);
    }
  }

  @Test
  void sameEveryTime() {
    var random = new Random(5);
    var samples = new double[40][70];
    for (double[] sample : samples) {
      Arrays.setAll(sample, j -> random.nextGaussian());
    }
    double[][] once = Pca.of(samples, 6).scores();
    double[][] again = Pca.of(samples, 6).scores();
    for (int i = 0; i < 40; i++) {
      assertArrayEquals(once[i], again[i]);
    }
    for (int c = 0; c < 6; c++) {
      double extreme = 0;
      for (double[] sample : once) {
        extreme = Math.abs(sample[c]) > Math.abs(extreme) ? sample[c] : extreme;
      }
      assertTrue(extreme > 0, "an axis points where its largest score is positive");
    }
  }

  @Test
  void identicalSamplesSpanNothing() {
    Pca pca = Pca.of(new double[][] {{1, 2}, {1, 2}, {1, 2}}, 2);
    assertEquals(0, pca.variances().length);
    assertEquals(0, pca.scores()[2].length);
  }

  @Test
  void refusesBadSamples() {
    double[][] two = {{1, 2}, {3, 5}};
    assertThrows(IllegalArgumentException.class, () -> Pca.of(two, 0));
    assertThrows(IllegalArgumentException.class, () -> Pca.of(new double[][] {{1, 2}}, 1));
    assertThrows(IllegalArgumentException.class, () -> Pca.of(new double[0][], 1));
    assertThrows(IllegalArgumentException.class, () -> Pca.of(new float[2][0], 1));
    assertThrows(IllegalArgumentException.class, () -> Pca.of(new double[][] {{1}, {1, 2}}, 1));
    float[][] nan = {{1, 2}, {3, Float.NaN}};
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Pca.of(nan, 1))
            .getMessage()
            .contains("samples[1]"));
  }

  private static double[] abs(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }
}
