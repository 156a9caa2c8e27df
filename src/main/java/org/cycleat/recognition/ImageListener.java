package org.cycleat.recognition;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;

/** Is told of one image file after the other. */
public interface ImageListener {

  /**
   * The faces of a file.
   *
   * @param bgr the picture, 8-bit BGR, closed after the call
   */
  void recognized(Path image, Mat bgr, List<Face> faces);

  /** A file could not be read; the others follow. */
  void failed(Path image, UserException reason);
}
