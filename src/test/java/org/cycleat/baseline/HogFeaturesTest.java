package org.cycleat.baseline;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

class HogFeaturesTest {
  private static final int VALUES = 7 * 7 * 2 * 2 * 9;

  /** Brighter from left to right, or from top to bottom. */
  private static Mat ramp(int rows, int cols, boolean sideways) {
    Mat image = new Mat(rows, cols, CV_8UC3);
    try (UByteIndexer pixels = image.createIndexer()) {
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < cols; x++) {
          int grey = sideways ? 2 * x : 2 * y;
          pixels.put(y, x, 0, grey).put(y, x, 1, grey).put(y, x, 2, grey);
        }
      }
    }
    return image;
  }

  /** The sum of each of the 9 directions over all cells, as a share. */
  private static double[] directions(Mat image) {
    float[] features = HogFeatures.of(image);
    assertEquals(VALUES, features.length);
    double[] sums = new double[9];
    double all = 0;
    for (int i = 0; i < features.length; i++) {
      sums[i % 9] += features[i];
      all += features[i];
    }
    for (int d = 0; d < 9; d++) {
      sums[d] /= all;
    }
    return sums;
  }

  @Test
  void eachDirectionHasTheGradientsOfItsAngle() {
    // Bins of 20 degrees with centres at 10, 30, ...: 0 degrees lies between the last and the
    // first, 90 degrees in the middle of the fifth.
    try (Mat sideways = ramp(64, 64, true);
        Mat down = ramp(64, 64, false)) {
      double[] horizontal = directions(sideways);
      assertEquals(0.5, horizontal[0], 0.01);
      assertEquals(0.5, horizontal[8], 0.01);
      assertEquals(1, directions(down)[4], 0.01);
    }
  }

  @Test
  void theCentreSquareCounts() {
    try (Mat wide = ramp(64, 90, false);
        Mat square = ramp(64, 64, false)) {
      assertArrayEquals(HogFeatures.of(square), HogFeatures.of(wide), 1e-6f);
    }
  }

  @Test
  void imagesOfAnySizeHaveAsManyValues() {
    for (int side : new int[] {17, 48, 200}) {
      try (Mat image = ramp(side, side + 3, true)) {
        assertEquals(VALUES, HogFeatures.of(image).length);
      }
    }
  }
}
