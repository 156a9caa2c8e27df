package org.cycleat.selection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AffinitiesTest {
  @Test
  void handComputed() {
    // Neighbours at 1 and 2: p = (q, 1 - q) has perplexity exp(H(q)); choose q = 0.8.
    double perplexity = Math.exp(-0.8 * Math.log(0.8) - 0.2 * Math.log(0.2));
    float[] p = Affinities.conditional(new double[] {1, 0, 2}, 1, perplexity);
    assertArrayEquals(new float[] {0.8f, 0, 0.2f}, p, 1e-5f);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1, 1e12})
  void perplexityAtAnyScale(double scale) {
    var random = new Random(1);
    double[] distances = random.doubles(50).map(v -> v * scale).toArray();
    distances[7] = 0;
    float[] p = Affinities.conditional(distances, 7, 12.5);
    double sum = 0;
    double entropy = 0;
    for (float v : p) {
      sum += v;
      entropy -= v > 0 ? v * Math.log(v) : 0;
    }
    assertEquals(1, sum, 1e-5);
    assertEquals(12.5, Math.exp(entropy), 1e-3);
    assertEquals(0, p[7]);
  }

  @Test
  void equidistantNeighboursShareEqually() {
    float[] p = Affinities.conditional(new double[] {0, 4, 4, 4, 4}, 0, 2);
    assertArrayEquals(new float[] {0, 0.25f, 0.25f, 0.25f, 0.25f}, p, 1e-6f);
    float[] copies = Affinities.conditional(new double[] {0, 0, 0, 0, 9}, 0, 2);
    assertArrayEquals(new float[] {0, 1 / 3f, 1 / 3f, 1 / 3f, 0}, copies, 1e-6f);
  }

  @Test
  void farClusterDoesNotUnderflow() {
    float[] p = Affinities.conditional(new double[] {0, 1e9, 1e9 + 1, 1e9 + 3}, 0, 1.5);
    assertEquals(1, p[1] + p[2] + p[3], 1e-6);
    assertTrue(p[1] > p[2] && p[2] > p[3] && p[3] > 0);
  }

  @Test
  void jointIsTheSymmetricMean() {
    double[][] points = {{0}, {1}, {3}, {7}};
    float[][] joint = Affinities.joint(points, 2);
    float[] from1 = Affinities.conditional(new double[] {1, 0, 4, 36}, 1, 2);
    float[] from3 = Affinities.conditional(new double[] {49, 36, 16, 0}, 3, 2);
    assertEquals((from1[3] + from3[1]) / 8, joint[1][3], 1e-7);
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      assertEquals(0, joint[i][i]);
      for (int j = 0; j < 4; j++) {
        assertEquals(joint[j][i], joint[i][j]);
        sum += joint[i][j];
      }
    }
    assertEquals(1, sum, 1e-6);
  }
}
