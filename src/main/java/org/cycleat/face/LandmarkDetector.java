package org.cycleat.face;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FoundModel;

/** Finds the 68 landmarks of faces that a detector has found. It serves one thread at a time. */
public interface LandmarkDetector extends AutoCloseable {

  /**
   * The landmarks of each face, in the order of the faces.
   *
   * @param bgr 8-bit BGR, not empty; left as it is
   * @return in the photograph's pixels, as many as there are faces
   */
  List<Landmarks> locate(Mat bgr, List<DetectedFace> faces);

  @Override
  void close();

  /**
   * Opens a model.
   *
   * @param model as {@code cycleat landmarks} writes it
   * @throws UserException when it cannot be read or is no landmark model
   */
  static LandmarkDetector open(FoundModel model) {
    return new LandmarkRegressor(model.read(), model.place());
  }

  /**
   * Opens a model in a file.
   *
   * @param modelFile without one, the model that ships
   * @throws UserException as {@link #open(FoundModel)}
   */
  static LandmarkDetector open(Optional<Path> modelFile) {
    FaceModel kind = FaceModel.LANDMARKS68;
    return open(
        modelFile
            .map(file -> FoundModel.at(file, kind, "--landmark-model"))
            .orElseGet(() -> FoundModel.shipped(kind)));
  }
}
