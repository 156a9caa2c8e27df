package org.cycleat.prepare;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.face.Photographs;

/** Writes crops, fast. */
final class CropFile {
  private static final int JPEG_QUALITY = 95;
  private static final int PNG_LEVEL = 1;

  private CropFile() {}

  /**
   * Writes a picture in the format of the file's extension, making its folder.
   *
   * @param bgr 8-bit BGR
   * @throws StoppingException when it cannot be written; nothing is left of it then
   */
  static void write(Path file, Mat bgr) {
    byte[] bytes;
    try (BytePointer encoded = new BytePointer();
        IntPointer options =
            new IntPointer(
                IMWRITE_JPEG_QUALITY, JPEG_QUALITY, IMWRITE_PNG_COMPRESSION, PNG_LEVEL)) {
      if (!imencode("." + Photographs.extension(file), bgr, encoded, options)) {
        throw new IllegalArgumentException("OpenCV cannot encode " + file);
      }
      bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
    }
    try {
      WholeFile.write(file, bytes);
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
