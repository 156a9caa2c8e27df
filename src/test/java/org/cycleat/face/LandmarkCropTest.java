package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.circle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class LandmarkCropTest {
  private static void assertNear(Point2 expected, Point2 actual) {
    assertEquals(0, expected.distanceTo(actual), 1e-9, () -> expected + " against " + actual);
  }

  @Test
  void aTurnedFaceStandsUprightInTheMiddle() {
    Landmarks upright = Faces.frontal(0, 0, 20);
    double angle = Math.toRadians(30);
    Similarity turn = new Similarity(3 * Math.cos(angle), 3 * Math.sin(angle), 200, 150);
    LandmarkCrop crop = LandmarkCrop.of(upright.mapped(turn));
    assertEquals(angle, crop.roll(), 1e-9);
    Landmarks seen = upright.mapped(turn).mapped(crop.transform(64));
    assertEquals(seen.rightEye().y(), seen.leftEye().y(), 1e-9);
    assertTrue(seen.rightEye().x() < seen.leftEye().x());
    // the extent of the points, from -22 to 22 and from -8 to 38, has its middle at (0, 15)
    assertNear(new Point2(32, 32), crop.transform(64).apply(turn.apply(new Point2(0, 15))));
    assertEquals(3 * 1.45 * Math.sqrt(44 * 46), crop.side(), 1e-9);
  }

  @Test
  void theTransformLeadsBack() {
    LandmarkCrop crop = new LandmarkCrop(new Point2(120, 80), 96, -0.4);
    Similarity there = crop.transform(64);
    assertNear(new Point2(32, 32), there.apply(crop.centre()));
    assertEquals(64 / 96.0, there.scale(), 1e-12);
    assertNear(new Point2(17, 31), there.inverse().apply(there.apply(new Point2(17, 31))));
    // to the person's left along the line of the eyes is to the right in the crop
    Point2 left = new Point2(120 + 30 * Math.cos(-0.4), 80 + 30 * Math.sin(-0.4));
    assertNear(new Point2(52, 32), there.apply(left));
  }

  @Test
  void aDetectorsBoxGivesTheSizeAndItsEyesTheRoll() {
    Box box = new Box(100, 50, 80, 125); // an area of 100 x 100
    DetectedFace level =
        new DetectedFace(box, 1, new Point2(120, 90), new Point2(160, 90), Optional.empty());
    LandmarkCrop crop = LandmarkCrop.of(level);
    assertNear(new Point2(140, 112.5 + 15), crop.centre());
    assertEquals(145 * 0.91, crop.side(), 1e-9);
    DetectedFace onItsSide =
        new DetectedFace(box, 1, new Point2(120, 70), new Point2(120, 110), Optional.empty());
    assertNear(new Point2(140 - 15, 112.5), LandmarkCrop.of(onItsSide).centre());
    DetectedFace profile =
        new DetectedFace(box, 1, new Point2(120, 90), new Point2(120, 90), Optional.empty());
    assertEquals(0, LandmarkCrop.of(profile).roll());
  }

  @Test
  void pixelsFollowTheTransform() {
    LandmarkCrop crop = new LandmarkCrop(new Point2(200, 150), 256, 0.5);
    Point2 place = crop.transform(64).inverse().apply(new Point2(45.5, 20.5));
    try (Mat photograph = new Mat(400, 500, CV_8UC3, Scalar.BLACK);
        Point centre = new Point((int) Math.floor(place.x()), (int) Math.floor(place.y()))) {
      circle(photograph, centre, 5, Scalar.WHITE, FILLED, LINE_8, 0);
      try (Mat cut = crop.cut(photograph, 64);
          FloatIndexer values = cut.createIndexer()) {
        assertEquals(64, cut.rows());
        double sum = 0;
        double squares = 0;
        double x = 0;
        double y = 0;
        double weights = 0;
        double least = values.get(0, 0);
        for (int row = 0; row < 64; row++) {
          for (int column = 0; column < 64; column++) {
            double value = values.get(row, column);
            sum += value;
            squares += value * value;
            weights += value - least;
            x += (value - least) * (column + 0.5);
            y += (value - least) * (row + 0.5);
          }
        }
        assertEquals(0, sum / 4096, 1e-4);
        double deviation = Math.sqrt(squares / 4096);
        assertTrue(deviation > 0.5 && deviation < 1, "deviation " + deviation);
        // half a pixel of the photograph is an eighth of the crop's
        assertEquals(45.5, x / weights, 0.15);
        assertEquals(20.5, y / weights, 0.15);
      }
    }
  }

  @Test
  void aBlankCropStaysFinite() {
    LandmarkCrop crop = new LandmarkCrop(new Point2(5, 5), 10, 0);
    try (Mat photograph = new Mat(10, 10, CV_8UC3, Scalar.GRAY);
        Mat cut = crop.cut(photograph, 64);
        FloatIndexer values = cut.createIndexer()) {
      assertEquals(0, values.get(30, 30), 1e-4);
    }
  }
}
