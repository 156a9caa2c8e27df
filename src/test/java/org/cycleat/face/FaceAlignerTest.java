package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.circle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class FaceAlignerTest {
  private static final Framing FRAMING = new Framing(0.4, 0.5);

  private static DetectedFace face(Point2 rightEye, Point2 leftEye, int side) {
    return new DetectedFace(new Box(0, 0, side, side), 1, rightEye, leftEye, Optional.empty());
  }

  private static void assertNear(Point2 expected, Point2 actual) {
    assertEquals(expected.x(), actual.x(), 1e-9);
    assertEquals(expected.y(), actual.y(), 1e-9);
  }

  @Test
  void eyesOfATiltedFaceComeToOneLine() {
    FaceAligner aligner = new FaceAligner(80, FRAMING);
    DetectedFace face = face(new Point2(50, 60), new Point2(80, 100), 100); // 50 apart
    Similarity transform = aligner.transform(face);
    assertNear(new Point2(20, 32), transform.apply(face.rightEye()));
    assertNear(new Point2(60, 32), transform.apply(face.leftEye()));
    assertEquals(0.8, transform.scale(), 1e-12);
  }

  @Test
  void aProfileIsScaledByItsBox() {
    FaceAligner aligner = new FaceAligner(100, FRAMING);
    // Eyes 2 apart in a box of 100: scaled as if they were 33 apart, around the same middle.
    Similarity profile = aligner.transform(face(new Point2(49, 40), new Point2(51, 40), 100));
    assertEquals(50 / 33.0, profile.scale(), 1e-12);
    assertNear(new Point2(50, 40), profile.apply(new Point2(50, 40)));
    Similarity coincident = aligner.transform(face(new Point2(50, 40), new Point2(50, 40), 100));
    assertNear(new Point2(50, 40), coincident.apply(new Point2(50, 40)));
    assertEquals(0, coincident.b(), 1e-12);
  }

  @Test
  void pixelsFollowTheTransform() {
    DetectedFace face = face(new Point2(150.5, 120.5), new Point2(210.5, 200.5), 200);
    try (Mat photograph = new Mat(400, 500, CV_8UC3, Scalar.BLACK);
        Point rightEye = new Point(150, 120);
        Point leftEye = new Point(210, 200)) {
      circle(photograph, rightEye, 6, Scalar.RED, FILLED, LINE_8, 0);
      circle(photograph, leftEye, 6, Scalar.GREEN, FILLED, LINE_8, 0);
      try (Mat crop = new FaceAligner(60, FRAMING).align(photograph, face);
          UByteIndexer pixels = crop.createIndexer()) {
        assertEquals(60, crop.rows());
        assertEquals(60, crop.cols());
        // The right eye at (15, 24), the left at (45, 24); BGR.
        assertTrue(pixels.get(24, 15, 2) > 200 && pixels.get(24, 15, 1) < 30, "red right eye");
        assertTrue(pixels.get(24, 45, 1) > 200 && pixels.get(24, 45, 2) < 30, "green left eye");
        assertEquals(0, pixels.get(24, 30, 1));
      }
    }
  }

  @Test
  void shrinkingAverages() {
    try (Mat stripes = new Mat(400, 400, CV_8UC3, Scalar.BLACK)) {
      int[] white = {255, 255, 255};
      try (UByteIndexer pixels = stripes.createIndexer()) {
        for (int y = 0; y < 400; y++) {
          for (int x = 0; x < 400; x += 2) {
            pixels.put(y, x, white);
          }
        }
      }
      // Eyes 160 apart become 8 apart: twenty columns, ten of them white, to one.
      DetectedFace face = face(new Point2(120, 160), new Point2(280, 160), 300);
      try (Mat crop = new FaceAligner(16, FRAMING).align(stripes, face);
          UByteIndexer pixels = crop.createIndexer()) {
        for (int x = 0; x < 16; x++) {
          assertEquals(127.5, pixels.get(8, x, 0), 8, "column " + x);
        }
      }
    }
  }

  @Test
  void beyondTheEdgeThePhotographIsReflected() {
    try (Mat photograph = new Mat(40, 40, CV_8UC3, new Scalar(90, 90, 90, 0))) {
      DetectedFace face = face(new Point2(2, 2), new Point2(12, 2), 25);
      try (Mat crop = new FaceAligner(40, FRAMING).align(photograph, face);
          UByteIndexer pixels = crop.createIndexer()) {
        assertEquals(90, pixels.get(0, 0, 0)); // 8 pixels above the upper edge
      }
    }
  }

  @Test
  void framingGrowsAroundTheCentre() {
    Framing wide = new Framing(0.4, 0.3).widened(0.25);
    assertEquals(0.42, wide.eyeLine(), 1e-12);
    assertEquals(0.24, wide.eyeDistance(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> FRAMING.widened(-1));
    assertThrows(IllegalArgumentException.class, () -> FRAMING.widened(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Framing(1, 0.3));
    assertThrows(IllegalArgumentException.class, () -> new Framing(0.4, 0));
    assertThrows(IllegalArgumentException.class, () -> new FaceAligner(7, FRAMING));
  }

  @Test
  void onlyPicturesAreAligned() {
    try (Mat empty = new Mat()) {
      DetectedFace face = face(new Point2(2, 2), new Point2(12, 2), 25);
      assertThrows(
          IllegalArgumentException.class, () -> new FaceAligner(40, FRAMING).align(empty, face));
    }
  }
}
