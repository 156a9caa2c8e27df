package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.image.ImageFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnedFacesTest {
  private static final Path PHOTO = Path.of("../shared/data/photos/single_face.jpg");
  private static final int WIDTH = 50;
  private static final int HEIGHT = 30;
  private static final int[] CODES = {
    -1, ROTATE_90_CLOCKWISE, ROTATE_180, ROTATE_90_COUNTERCLOCKWISE
  };

  /**
   * Finds a face of 8 x 10 where a red pixel is, of the red's score in percent, if a green one is
   * to its right, and so the face upright; else one of the blue's score, if there is any.
   */
  private static final class Drawn implements FaceDetector {
    private final List<String> sizes = new ArrayList<>();

    @Override
    public List<DetectedFace> detect(Mat bgr) {
      sizes.add(bgr.cols() + " x " + bgr.rows());
      List<DetectedFace> faces = new ArrayList<>();
      try (UByteIndexer pixels = bgr.createIndexer()) {
        for (int y = 0; y < bgr.rows(); y++) {
          for (int x = 0; x < bgr.cols(); x++) {
            int red = pixels.get(y, x, 2);
            boolean isUpright = red > 0 && x + 1 < bgr.cols() && pixels.get(y, x + 1, 1) == 255;
            int percent = isUpright ? red : red > 0 ? pixels.get(y, x, 0) : 0;
            if (percent > 0) {
              faces.add(face(x, y, percent / 100.0));
            }
          }
        }
      }
      return faces;
    }

    private static DetectedFace face(int x, int y, double score) {
      return new DetectedFace(
          new Box(x - 4, y - 5, 8, 10),
          score,
          new Point2(x - 2 + 0.5, y - 1 + 0.5),
          new Point2(x + 2 + 0.5, y - 1 + 0.5),
          Optional.of(
              new DetectedFace.LowerFace(
                  new Point2(x + 0.5, y + 1.5),
                  new Point2(x - 1.5, y + 3.5),
                  new Point2(x + 2.5, y + 3.5))));
    }

    @Override
    public double certain() {
      return 0.9;
    }

    @Override
    public double leastTurned() {
      return 0.8;
    }

    @Override
    public void close() {}
  }

  private final Drawn detector = new Drawn();

  /** Upright, at (20, 12). */
  private static Mat picture(int upright, int otherwise) {
    Mat bgr = new Mat(HEIGHT, WIDTH, CV_8UC3, Scalar.BLACK);
    try (UByteIndexer pixels = bgr.createIndexer()) {
      pixels.put(12, 20, new int[] {otherwise, 0, upright});
      pixels.put(12, 21, new int[] {0, 255, 0});
    }
    return bgr;
  }

  private List<DetectedFace> detect(Mat upright, int turns) {
    try (Mat turned = new Mat()) {
      if (turns == 0) {
        upright.copyTo(turned);
      } else {
        rotate(upright, turned, CODES[turns]);
      }
      return TurnedFaces.detect(detector, turned);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aFaceIsFoundWhereItIsAndAsItIsTurned(int turns) {
    try (Mat upright = picture(85, 82)) {
      List<DetectedFace> faces = detect(upright, turns);
      assertEquals(1, faces.size(), faces.toString());
      DetectedFace face = faces.get(0);
      // where the pixel at (20, 12) of 50 x 30 has come to be, and the direction of its right
      Box[] boxes = {
        new Box(16, 7, 8, 10), new Box(HEIGHT - 17, 16, 10, 8),
        new Box(WIDTH - 24, HEIGHT - 17, 8, 10), new Box(7, WIDTH - 24, 10, 8)
      };
      Point2[] directions = {
        new Point2(4, 0), new Point2(0, 4), new Point2(-4, 0), new Point2(0, -4)
      };
      assertEquals(boxes[turns], face.box());
      assertEquals(0.85, face.score());
      Point2 across =
          new Point2(
              face.leftEye().x() - face.rightEye().x(), face.leftEye().y() - face.rightEye().y());
      assertEquals(0, across.distanceTo(directions[turns]), 1e-9);
      DetectedFace.LowerFace lower = face.lowerFace().orElseThrow();
      assertEquals(
          4, lower.rightMouthCorner().distanceTo(lower.leftMouthCorner()), 1e-9, "its mouth");
      assertEquals(2, face.rightEye().midpoint(face.leftEye()).distanceTo(lower.nose()), 1e-9);
      // what the crop shows is upright
      double roll = new FaceAligner(64, Framing.DEFAULT).transform(face).rotation();
      assertEquals(0, Math.floorMod(Math.round(roll + 90 * turns), 360));
    }
  }

  @Test
  void aCertainFaceIsSoughtOnce() {
    try (Mat certain = picture(90, 0);
        Mat uncertain = picture(89, 0)) {
      assertEquals(1, detect(certain, 0).size());
      assertEquals(List.of("50 x 30"), detector.sizes);
      assertEquals(1, detect(uncertain, 0).size());
      assertEquals(List.of("50 x 30", "50 x 30", "30 x 50", "50 x 30", "30 x 50"), detector.sizes);
    }
  }

  @Test
  void anUncertainFindInATurnedPictureDoesNotCount() {
    try (Mat weak = picture(79, 0)) {
      assertEquals(1, detect(weak, 0).size());
      for (int turns = 1; turns < 4; turns++) {
        assertEquals(List.of(), detect(weak, turns));
      }
    }
  }

  @Test
  void facesOfSeveralTurnsAreAllFound() {
    try (Mat picture = picture(85, 0);
        UByteIndexer pixels = picture.createIndexer()) {
      pixels.put(20, 40, new int[] {0, 0, 88}); // lies on its right side
      pixels.put(19, 40, new int[] {0, 255, 0});
      List<DetectedFace> faces = detect(picture, 0);
      assertEquals(List.of(0.88, 0.85), faces.stream().map(DetectedFace::score).toList());
      assertTrue(faces.get(0).leftEye().y() < faces.get(0).rightEye().y());
    }
  }

  @Test
  void aLargePictureIsTurnedSmaller() {
    try (Mat large = new Mat(1000, 2048, CV_8UC3, Scalar.BLACK)) {
      assertEquals(List.of(), TurnedFaces.detect(detector, large));
    }
    assertEquals(
        List.of(
            "2048 x 1000", "500 x 1024", "1024 x 500", "500 x 1024", "1126 x 997", "1126 x 997"),
        detector.sizes);
  }

  /** Photographs of one upright face, turned: its crop is upright. */
  @Test
  void turnedPhotographsHaveTheSameFace() {
    assumeTrue(Files.isRegularFile(PHOTO));
    try (FaceDetector real = FaceDetector.open(Optional.empty());
        Mat photograph = ImageFile.read(PHOTO);
        Mat turned = new Mat()) {
      DetectedFace upright = TurnedFaces.detect(real, photograph).get(0);
      for (int turns = 1; turns < 4; turns++) {
        rotate(photograph, turned, CODES[turns]);
        List<DetectedFace> faces = TurnedFaces.detect(real, turned);
        assertEquals(1, faces.size());
        FaceAligner aligner = new FaceAligner(64, Framing.DEFAULT);
        Similarity crop = aligner.transform(faces.get(0));
        assertEquals(aligner.transform(upright).scale(), crop.scale(), 0.05);
        double roll = aligner.transform(upright).rotation() - 90 * turns - crop.rotation();
        assertEquals(0, Math.IEEEremainder(roll, 360), 3);
      }
    }
  }

  /** Finds a face of 10 x 12 in the middle of an image of 56 px, the second time. */
  private static final class Tilted implements FaceDetector {
    private int seen;

    @Override
    public List<DetectedFace> detect(Mat bgr) {
      boolean isFound = bgr.cols() == 56 && ++seen == 2;
      Point2 middle = new Point2(27.86, 27.86);
      Point2 rightEye = new Point2(middle.x() - 3, middle.y());
      Point2 leftEye = new Point2(middle.x() + 3, middle.y());
      return isFound
          ? List.of(
              new DetectedFace(new Box(23, 22, 10, 12), 0.7, rightEye, leftEye, Optional.empty()))
          : List.of();
    }

    @Override
    public double leastTurned() {
      return 0.8;
    }

    @Override
    public double leastTilted() {
      return 0.7;
    }

    @Override
    public void close() {}
  }

  @Test
  void whereThereIsNoFaceTiltedOnesAreSought() {
    try (Mat square = new Mat(40, 40, CV_8UC3, Scalar.BLACK)) {
      List<DetectedFace> faces = TurnedFaces.detect(new Tilted(), square);
      assertEquals(1, faces.size());
      DetectedFace face = faces.get(0);
      // 10 x 12 turned by 35 degrees spans 15.1 x 15.6, of twice the area
      assertEquals(new Box(15, 14, 11, 11), face.box());
      // turned clockwise by 35 degrees the image shows it upright, so it is tilted the other way
      double x = face.leftEye().x() - face.rightEye().x();
      double y = face.leftEye().y() - face.rightEye().y();
      assertEquals(-35, Math.toDegrees(Math.atan2(y, x)), 1e-9);
      assertEquals(6, Math.hypot(x, y), 1e-9);
      Point2 between = face.rightEye().midpoint(face.leftEye());
      assertEquals(0, between.distanceTo(new Point2(20, 20)), 0.01);
    }
  }
}
