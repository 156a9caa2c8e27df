package org.cycleat.prepare;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.image.ImageWriter;

/** Writes crops. */
final class CropFile {
  private CropFile() {}

  /**
   * Writes a picture in the format of the file's extension, making its folder.
   *
   * @param bgr 8-bit BGR
   * @throws StoppingException when it cannot be written; nothing is left of it then
   */
  static void write(Path file, Mat bgr) {
    try {
      WholeFile.write(file, ImageWriter.encoded(file, bgr));
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /** The one line on a full or broken disk. */
  static StoppingException cannotWrite(Path file, IOException cause) {
    return new StoppingException(
        UserException.cannotWrite(file, cause).getMessage()
            + "; then the same command goes on where it was",
        cause);
  }
}
