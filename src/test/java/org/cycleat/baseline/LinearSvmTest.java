package org.cycleat.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinearSvmTest {
  /** Three classes of the four on the axes of a plane; nothing is known of class 2. */
  private static final float[][] POINTS = {
    {-2, 0}, {-2.5f, 0.1f}, {2, 0}, {2.5f, -0.1f}, {0, 3}, {0.2f, 3.5f}
  };

  private static final int[] LABELS = {0, 0, 1, 1, 3, 3};

  @Test
  void eachFaceGoesToTheClassThatWinsMostPairs() {
    try (LinearSvm svm = new LinearSvm(POINTS, LABELS, 4, 10)) {
      List<float[]> shares = svm.shares(new float[][] {{-3, -1}, {3, -1}, {0, 4}});
      int[] winners = {0, 1, 3};
      for (int i = 0; i < winners.length; i++) {
        float[] share = shares.get(i);
        float sum = 0;
        for (int k = 0; k < share.length; k++) {
          sum += share[k];
          assertTrue(k == winners[i] || share[k] < share[winners[i]], i + ": " + k);
        }
        assertEquals(1, sum, 1e-6);
        // No votes, no distance: a sixth of a vote, of three votes and about four sixths.
        assertEquals(1 / 6.0 / (3 + 4 / 6.0), share[2], 0.01, "a class without a face");
      }
    }
  }

  @Test
  void theMarginIsThatOfTheNearestPoints() {
    // On a line, class 0 at 3 and 5, class 1 at -1: the machine is x / 2 - 1 / 2.
    float[][] line = {{3}, {5}, {-1}};
    try (LinearSvm svm = new LinearSvm(line, new int[] {0, 0, 1}, 2, 1000)) {
      float[] share = svm.shares(new float[][] {{4}}).get(0);
      double distance = 1.5;
      double own = 1 + (1 + distance / (1 + distance)) / 6;
      double other = (1 - distance / (1 + distance)) / 6;
      assertArrayEquals(
          new float[] {(float) (own / (own + other)), (float) (other / (own + other))},
          share,
          1e-3f);
    }
  }

  @Test
  void aSmallPriceAllowsMoreOnTheWrongSide() {
    // One face of class 1 lies among those of class 0.
    float[][] line = {{1}, {2}, {3}, {2.4f}, {-1}, {-2}};
    int[] labels = {0, 0, 0, 1, 1, 1};
    try (LinearSvm svm = new LinearSvm(line, labels, 2, 0.01)) {
      float[] share = svm.shares(new float[][] {{2.4f}}).get(0);
      assertTrue(share[0] > share[1]);
    }
  }
}
