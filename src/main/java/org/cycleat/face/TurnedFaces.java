package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Finds faces that are not upright. Detectors learned upright faces: they miss one that lies on a
 * side or stands on its head, as in photos of a camera that was held so and did not note it, or
 * find it with eyes at its mouth. So where no upright face is certain, the image is searched in all
 * four turns, and of the finds of one face the most certain one stays: that is the upright one.
 * Where there is none at all, the image is also searched tilted, since a face whose head is bent
 * far is missed when it fills its image.
 */
final class TurnedFaces {
  /** What the turned images are reduced to: a face that is missed at this size is tiny. */
  private static final int LONGEST_SIDE = 1024;

  /** Of 84 tilted faces that fill their image, 51 are found at 35 degrees, 45 at 30 or at 45. */
  private static final int TILT = 35;

  private TurnedFaces() {}

  /** The faces in the image's own coordinates, the most certain first. */
  static List<DetectedFace> detect(FaceDetector detector, Mat bgr) {
    List<DetectedFace> upright = detector.detect(bgr);
    if (upright.stream().anyMatch(face -> face.score() >= detector.certain())) {
      return upright;
    }
    List<DetectedFace> all = new ArrayList<>(upright);
    int longSide = PanoramaDetector.longSide(bgr, LONGEST_SIDE);
    try (ResizedView view = new ResizedView(bgr, longSide, 0, 0)) {
      Mat seen = view.mat();
      for (int quarters = 1; quarters < 4; quarters++) {
        find(detector, seen, 90 * quarters, detector.leastTurned())
            .forEach(face -> all.add(view.toPhotograph(face, bgr)));
      }
      for (int tilt = -TILT; all.isEmpty() && tilt <= TILT; tilt += 2 * TILT) {
        find(detector, seen, tilt, detector.leastTilted())
            .forEach(face -> all.add(view.toPhotograph(face, bgr)));
      }
    }
    return DetectedFace.withoutDuplicates(all);
  }

  /** The faces of an image that are upright once it is turned clockwise by some degrees. */
  private static List<DetectedFace> find(
      FaceDetector detector, Mat bgr, int degrees, double leastScore) {
    Turn turn = Turn.of(degrees, bgr.cols(), bgr.rows());
    try (Mat turned = turn.apply(bgr)) {
      return detector.detect(turned).stream()
          .filter(face -> face.score() >= leastScore)
          .map(face -> face.mapped(turn.there().inverse()))
          .filter(face -> isInside(face.box().centre(), bgr))
          .toList();
    }
  }

  /** A face that is mostly in the border of a tilted image is none. */
  private static boolean isInside(Point2 centre, Mat bgr) {
    return centre.x() >= 0 && centre.y() >= 0 && centre.x() < bgr.cols() && centre.y() < bgr.rows();
  }

  /**
   * A turn of an image that keeps all of it.
   *
   * @param there from the image's coordinates to those of the turned one
   * @param width of the turned image, in pixels
   * @param height of the turned image, in pixels
   */
  private record Turn(Similarity there, int width, int height) {

    static Turn of(int clockwise, int width, int height) {
      boolean isRight = clockwise % 90 == 0; // then without a rounding error
      double cos = Math.cos(Math.toRadians(clockwise));
      double sin = Math.sin(Math.toRadians(clockwise));
      Similarity about =
          new Similarity(isRight ? Math.rint(cos) : cos, isRight ? Math.rint(sin) : sin, 0, 0);
      double across = Math.abs(about.a()) * width + Math.abs(about.b()) * height;
      double down = Math.abs(about.b()) * width + Math.abs(about.a()) * height;
      Point2 centre = about.apply(new Point2(width / 2.0, height / 2.0));
      Similarity there =
          new Similarity(about.a(), about.b(), across / 2 - centre.x(), down / 2 - centre.y());
      return new Turn(there, (int) Math.ceil(across), (int) Math.ceil(down));
    }

    /** What lies beyond the image continues its outermost pixels. The caller closes it. */
    Mat apply(Mat bgr) {
      Mat turned = new Mat();
      try (Mat matrix = PixelTransform.matrix(there, 1);
          Size size = new Size(width, height);
          Scalar unused = new Scalar()) {
        warpAffine(bgr, turned, matrix, size, INTER_LINEAR, BORDER_REPLICATE, unused);
      }
      return turned;
    }
  }
}
