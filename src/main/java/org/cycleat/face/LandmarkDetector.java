package org.cycleat.face;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

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
}
