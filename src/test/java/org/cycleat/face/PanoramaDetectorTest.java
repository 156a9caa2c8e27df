package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.connectedComponentsWithStats;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanoramaDetectorTest {

  /** Finds white spots on black, also what an edge leaves of them, and tells how wide it looked. */
  private static final class SpotDetector implements FaceDetector {
    private final List<Integer> sides = new ArrayList<>();
    private boolean closed;

    @Override
    public List<DetectedFace> detect(Mat bgr) {
      sides.add(Math.max(bgr.cols(), bgr.rows()));
      List<DetectedFace> faces = new ArrayList<>();
      try (Mat grey = new Mat(bgr.rows(), bgr.cols(), CV_8UC1);
          Mat labels = new Mat();
          Mat stats = new Mat();
          Mat centres = new Mat()) {
        cvtColor(bgr, grey, COLOR_BGR2GRAY);
        int count = connectedComponentsWithStats(grey, labels, stats, centres);
        try (IntIndexer of = stats.createIndexer()) {
          for (int i = 1; i < count; i++) { // 0 is the background
            Box box = new Box(of.get(i, 0), of.get(i, 1), of.get(i, 2), of.get(i, 3));
            faces.add(DetectedFace.fromBox(box, 0.9, EyeProportions.OF_A_FACE));
          }
        }
      }
      return faces;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void whatIsNoPanoramaIsSeenAsAWhole() {
    assertEquals(
        List.of(new PanoramaDetector.Part(0, 6000, 0, 6000)), PanoramaDetector.parts(6000, 2000));
    assertEquals(
        List.of(new PanoramaDetector.Part(0, 1024, 0, 1024)), PanoramaDetector.parts(1024, 1));
  }

  /** Parts of three times the short side, which overlap by it; each looks after the middle. */
  @Test
  void partsOverlapByTheShortSide() {
    List<PanoramaDetector.Part> parts = PanoramaDetector.parts(9000, 600);
    assertEquals(7, parts.size());
    assertEquals(new PanoramaDetector.Part(0, 1800, 0, 1575), parts.get(0));
    assertEquals(new PanoramaDetector.Part(1200, 1800, 1425, 2775), parts.get(1));
    assertEquals(new PanoramaDetector.Part(7200, 1800, 7425, 9000), parts.get(6));
    assertEquals(9, PanoramaDetector.parts(9000, 6).size());
  }

  @Test
  void aPanoramaIsReducedByItsShortSide() {
    try (Mat usual = new Mat(1080, 1920, CV_8UC3);
        Mat wide = new Mat(600, 9000, CV_8UC3);
        Mat strip = new Mat(9000, 100, CV_8UC3)) {
      assertEquals(640, PanoramaDetector.longSide(usual, 640));
      assertEquals(3200, PanoramaDetector.longSide(wide, 640));
      assertEquals(9000, PanoramaDetector.longSide(strip, 640), "not enlarged");
    }
  }

  @ParameterizedTest
  @CsvSource({"5000, 300", "300, 5000", "1300, 40", "900, 300"})
  void everyFaceIsFoundOnceAndWhole(int width, int height) {
    List<Box> spots = new ArrayList<>();
    int shortSide = Math.min(width, height);
    // Every size at every place along the long side, borders of parts among them.
    for (int along = 5; along + shortSide < Math.max(width, height); along += shortSide * 7 / 6) {
      int side = shortSide * (spots.size() % 3 + 1) / 3;
      spots.add(width > height ? new Box(along, 0, side, side) : new Box(0, along, side, side));
    }
    SpotDetector spotDetector = new SpotDetector();
    try (PanoramaDetector detector = new PanoramaDetector(spotDetector);
        Mat picture = new Mat(height, width, CV_8UC3, Scalar.BLACK)) {
      for (Box spot : spots) {
        try (Rect place = new Rect(spot.x(), spot.y(), spot.width(), spot.height());
            Mat part = new Mat(picture, place);
            Mat white = new Mat(spot.height(), spot.width(), CV_8UC3, Scalar.WHITE)) {
          white.copyTo(part);
        }
      }
      List<DetectedFace> faces = new ArrayList<>(detector.detect(picture));
      faces.sort(Comparator.comparingInt(face -> face.box().x() + face.box().y()));
      assertEquals(spots, faces.stream().map(DetectedFace::box).toList());
      DetectedFace expected = DetectedFace.fromBox(spots.get(1), 0.9, EyeProportions.OF_A_FACE);
      assertEquals(expected.rightEye().x(), faces.get(1).rightEye().x(), 1e-9);
      assertEquals(expected.leftEye().y(), faces.get(1).leftEye().y(), 1e-9);
    }
    assertTrue(spotDetector.sides.stream().allMatch(side -> side <= Math.max(1024, 3 * shortSide)));
    assertTrue(spotDetector.closed);
  }
}
