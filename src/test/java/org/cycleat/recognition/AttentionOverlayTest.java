package org.cycleat.recognition;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.face.Similarity;
import org.junit.jupiter.api.Test;

class AttentionOverlayTest {
  /** Two by two cells, attention in the lower right one only. */
  private static AttentionMap lowerRight(Similarity place) {
    return new AttentionMap(2, new float[] {0, 0, 0, 1}, place);
  }

  @Test
  void onlyWhatIsLookedAtIsColoured() {
    // The crop covers x from 40 to 80 and y from 10 to 50.
    try (Mat grey = new Mat(60, 100, CV_8UC3, Scalar.GRAY)) {
      AttentionOverlay.draw(grey, lowerRight(new Similarity(40, 0, 40, 10)));
      try (UByteIndexer pixels = grey.createIndexer()) {
        assertTrue(pixels.get(42, 72, 2) > pixels.get(42, 72, 0) + 30, "red where it looks");
        assertEquals(128, pixels.get(20, 50, 2), 3, "unchanged where it does not");
        assertEquals(128, pixels.get(30, 20, 2), "unchanged outside of the crop");
        assertEquals(128, pixels.get(55, 60, 0), "unchanged below it");
      }
    }
  }

  @Test
  void aCropThatReachesOutOfThePhotographIsCutOff() {
    try (Mat grey = new Mat(60, 100, CV_8UC3, Scalar.GRAY)) {
      AttentionOverlay.draw(grey, lowerRight(new Similarity(40, 10, -30, 30)));
      AttentionOverlay.draw(grey, lowerRight(new Similarity(40, 0, 300, 300)));
      assertEquals(60, grey.rows());
    }
  }

  @Test
  void aMapOfAnotherSizeIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new AttentionMap(3, new float[4], new Similarity(1, 0, 0, 0)));
  }
}
