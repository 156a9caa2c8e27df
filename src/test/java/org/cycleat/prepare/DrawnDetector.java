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

  static FaceFinder finder() {
    return new FaceFinder(new DrawnDetector(), Optional.empty());
  }

  /** Landmark i of a face is i / 10 pixels to the right of its right eye. */
  static FaceFinder finderOfLandmarks() {
    LandmarkDetector landmarks =
        new LandmarkDetector() {
          @Override
          public List<Landmarks> locate(Mat bgr, List<DetectedFace> faces) {
            return faces.stream().map(face -> of(face.rightEye())).toList();
          }

          @Override
          public void close() {}
        };
    return new FaceFinder(new DrawnDetector(), Optional.of(landmarks));
  }

  private static Landmarks of(Point2 eye) {
    return new Landmarks(
        IntStream.range(0, Landmarks.COUNT)
            .mapToObj(i -> new Point2(eye.x() + i / 10.0, eye.y()))
            .toList());
  }
}
