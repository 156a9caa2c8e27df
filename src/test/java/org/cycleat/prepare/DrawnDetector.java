package org.cycleat.prepare;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.face.Box;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.EyeProportions;
import org.cycleat.face.FaceDetector;
import org.cycleat.face.FaceInstruments;
import org.cycleat.face.LandmarkDetector;
import org.cycleat.face.Landmarks;
import org.cycleat.face.Point2;

/**
 * Finds one face, whose left edge is where the first pixel's blue value says; none where that is 0.
 */
final class DrawnDetector implements FaceDetector {

  @Override
  public List<DetectedFace> detect(Mat bgr) {
    try (BytePointer first = bgr.data()) {
      int blue = first.get() & 0xff;
      return blue == 0
          ? List.of()
          : List.of(DetectedFace.fromBox(new Box(blue, 5, 30, 40), 0.75, EyeProportions.OF_A_FACE));
    }
  }

  @Override
  public void close() {}

  static FaceInstruments finder() {
    return new FaceInstruments(new DrawnDetector(), Optional.empty());
  }

  /**
   * The landmarks of each eye are where the detector has it; any other landmark i is i / 10 pixels
   * to the right of the right eye.
   */
  static FaceInstruments finderOfLandmarks() {
    LandmarkDetector landmarks =
        new LandmarkDetector() {
          @Override
          public List<Landmarks> locate(Mat bgr, List<DetectedFace> faces) {
            return faces.stream().map(DrawnDetector::landmarks).toList();
          }

          @Override
          public void close() {}
        };
    return new FaceInstruments(new DrawnDetector(), Optional.of(landmarks));
  }

  private static Landmarks landmarks(DetectedFace face) {
    Point2 right = face.rightEye();
    return new Landmarks(
        IntStream.range(0, Landmarks.COUNT)
            .mapToObj(
                i -> {
                  if (i >= 36 && i < 48) {
                    return i < 42 ? right : face.leftEye();
                  }
                  return new Point2(right.x() + i / 10.0, right.y());
                })
            .toList());
  }
}
