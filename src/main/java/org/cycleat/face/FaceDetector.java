package org.cycleat.face;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;

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
   * Opens YuNet with the given model, or the Haar cascade inside the OpenCV library without one.
   *
   * @throws UserException when the file is no YuNet model
   */
  static FaceDetector open(Optional<Path> modelFile) {
    return new PanoramaDetector(
        modelFile.<FaceDetector>map(YuNetDetector::new).orElseGet(HaarDetector::new));
  }

  /** Refuses, with an IllegalArgumentException, what native code would crash or guess on. */
  static void requireBgr(Mat bgr) {
    if (bgr == null || bgr.isNull() || bgr.empty() || bgr.type() != opencv_core.CV_8UC3) {
      throw new IllegalArgumentException("expected a picture as 8-bit BGR that is not empty");
    }
  }
}
