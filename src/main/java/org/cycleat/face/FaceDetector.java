package org.cycleat.face;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FoundModel;

/** Finds faces. A detector serves one thread at a time. */
public interface FaceDetector extends AutoCloseable {

  /**
   * The faces of a photograph, each once, the most certain first; empty when there is none.
   *
   * @param bgr 8-bit BGR, not empty; left as it is
   */
  List<DetectedFace> detect(Mat bgr);

  /** From this score on, a face is certain to be upright; such a one is in most photographs. */
  default double certain() {
    return 0;
  }

  /** From this score on, a find in a turned picture counts. */
  default double leastTurned() {
    return 0;
  }

  /** From this score on, a find in a tilted image counts. */
  default double leastTilted() {
    return leastTurned();
  }

  @Override
  void close();

  /**
   * Opens a model of YuNet.
   *
   * @throws UserException when it cannot be read or is no YuNet model
   */
  static FaceDetector open(FoundModel model) {
    return new PanoramaDetector(new YuNetDetector(model.read(), model.place()));
  }

  /**
   * Opens a model in a file.
   *
   * @param modelFile without one, the model that ships
   * @throws UserException as {@link #open(FoundModel)}
   */
  static FaceDetector open(Optional<Path> modelFile) {
    FaceModel kind = FaceModel.YUNET;
    return open(
        modelFile
            .map(file -> FoundModel.at(file, kind, "--face-model"))
            .orElseGet(() -> FoundModel.shipped(kind)));
  }

  /** Refuses, with an IllegalArgumentException, what native code would crash or guess on. */
  static void requireBgr(Mat bgr) {
    if (bgr == null || bgr.isNull() || bgr.empty() || bgr.type() != opencv_core.CV_8UC3) {
      throw new IllegalArgumentException("expected a picture as 8-bit BGR that is not empty");
    }
  }
}
