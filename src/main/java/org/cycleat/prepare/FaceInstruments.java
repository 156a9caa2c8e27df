package org.cycleat.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.FaceDetector;
import org.cycleat.face.LandmarkDetector;
import org.cycleat.face.Landmarks;

/**
 * The models that one thread uses.
 *
 * @param landmarks without it, faces have none
 */
public record FaceInstruments(FaceDetector detector, Optional<LandmarkDetector> landmarks)
    implements AutoCloseable {

  /** The faces of a picture, 8-bit BGR, without landmarks. */
  List<DetectedFace> detect(Mat bgr) {
    return detector.detect(bgr);
  }

  /** The same faces with their landmarks. */
  List<DetectedFace> withLandmarks(Mat bgr, List<DetectedFace> faces) {
    if (landmarks.isEmpty() || faces.isEmpty()) {
      return faces;
    }
    List<Landmarks> located = landmarks.get().locate(bgr, faces);
    List<DetectedFace> result = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      result.add(faces.get(i).with(located.get(i)));
    }
    return result;
  }

  @Override
  public void close() {
    detector.close();
    landmarks.ifPresent(LandmarkDetector::close);
  }
}
