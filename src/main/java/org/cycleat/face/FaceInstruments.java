package org.cycleat.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FaceModels;

/**
 * The models that one thread uses.
 *
 * @param landmarks without it, faces have none
 */
public record FaceInstruments(FaceDetector detector, Optional<LandmarkDetector> landmarks)
    implements AutoCloseable {

  /**
   * Opens the face detector and the landmark model that the user has, or else those that ship.
   *
   * @throws org.cycleat.UserException when a model is missing or of another kind
   */
  public static FaceInstruments open(FaceModels models) {
    FaceDetector detector = FaceDetector.open(models.find(FaceModel.YUNET));
    try {
      return new FaceInstruments(
          detector, Optional.of(LandmarkDetector.open(models.find(FaceModel.LANDMARKS68))));
    } catch (RuntimeException e) {
      detector.close();
      throw e;
    }
  }

  /**
   * The faces of a photograph, 8-bit BGR, without landmarks. A face that lies on its side or stands
   * on its head has its eyes where they are, so that it is cut out upright.
   */
  public List<DetectedFace> detect(Mat bgr) {
    return TurnedFaces.detect(detector, bgr);
  }

  /**
   * The faces of a film's picture without landmarks: a film is recorded upright, and most of its
   * pictures would be searched four times.
   */
  public List<DetectedFace> detectUpright(Mat bgr) {
    return detector.detect(bgr);
  }

  /** The same faces with their landmarks. */
  public List<DetectedFace> withLandmarks(Mat bgr, List<DetectedFace> faces) {
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
