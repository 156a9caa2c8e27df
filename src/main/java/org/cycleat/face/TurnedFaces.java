package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.rotate;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds faces that lie on a side or stand on their head, as in photographs of a camera that was
 * held so and did not note it. Detectors learned upright faces: they miss such a face, or find it
 * with eyes at its mouth. So where no upright face is certain, the picture is searched in all four
 * turns, and of the finds of one face the most certain one stays: that is the upright one.
 */
final class TurnedFaces {
  /** What the turned pictures are reduced to: a face that is missed at this size is tiny. */
  private static final int LONGEST_SIDE = 1024;

  private TurnedFaces() {}

  /** The faces in the picture's own coordinates, the most certain first. */
  static List<DetectedFace> detect(FaceDetector detector, Mat bgr) {
    List<DetectedFace> upright = detector.detect(bgr);
    if (upright.stream().anyMatch(face -> face.score() >= detector.certain())) {
      return upright;
    }
    List<DetectedFace> all = new ArrayList<>(upright);
    int longSide = PanoramaDetector.longSide(bgr, LONGEST_SIDE);
    try (ResizedView view = new ResizedView(bgr, longSide, 0, 0)) {
      for (Turn turn : Turn.values()) {
        turned(detector, view.mat(), turn).stream()
            .filter(face -> face.score() >= detector.leastTurned())
            .map(face -> view.toPhotograph(face, bgr))
            .forEach(all::add);
      }
    }
    return DetectedFace.withoutDuplicates(all);
  }

  private static List<DetectedFace> turned(FaceDetector detector, Mat bgr, Turn turn) {
    Similarity back = turn.back(bgr.cols(), bgr.rows());
    try (Mat turned = new Mat()) {
      rotate(bgr, turned, turn.code);
      return detector.detect(turned).stream().map(face -> face.mapped(back)).toList();
    }
  }

  /** By what a picture is turned so that a face in it becomes upright. */
  private enum Turn {
    CLOCKWISE(ROTATE_90_CLOCKWISE) {
      @Override
      Similarity back(int width, int height) {
        return new Similarity(0, -1, 0, height);
      }
    },
    UPSIDE_DOWN(ROTATE_180) {
      @Override
      Similarity back(int width, int height) {
        return new Similarity(-1, 0, width, height);
      }
    },
    COUNTERCLOCKWISE(ROTATE_90_COUNTERCLOCKWISE) {
      @Override
      Similarity back(int width, int height) {
        return new Similarity(0, 1, width, 0);
      }
    };

    private final int code;

    Turn(int code) {
      this.code = code;
    }

    /** From the turned picture's coordinates to those of the picture, of this size. */
    abstract Similarity back(int width, int height);
  }
}
