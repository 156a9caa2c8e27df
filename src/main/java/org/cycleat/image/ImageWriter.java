package org.cycleat.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_PNG_COMPRESSION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.UserException;
import org.cycleat.WholeFile;

/** Writes images in the format that their name asks for: JPEG in quality 95, PNG fast. */
public final class ImageWriter {
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp");

  private static final int JPEG_QUALITY = 95;
  private static final int PNG_LEVEL = 1;

  private ImageWriter() {}

  /** Whether a name has the ending of a format that can be written. */
  public static boolean canWrite(Path file) {
    return ENDINGS.contains(MediaType.ending(file));
  }

  /**
   * Writes a file, whole or not at all, making its folder.
   *
   * @param bgr 8-bit BGR
   * @throws UserException when the place cannot be written
   */
  public static void write(Path file, Mat bgr) {
    try {
      WholeFile.write(file, encoded(file, bgr));
    } catch (IOException e) {
      throw UserException.cannotWrite(file, e);
    }
  }

  /**
   * What the file would hold.
   *
   * @param bgr 8-bit BGR
   * @throws IllegalArgumentException where {@link #canWrite} is false
   */
  public static byte[] encoded(Path file, Mat bgr) {
    if (!canWrite(file)) {
      throw new IllegalArgumentException("no image format for the extension of " + file);
    }
    try (BytePointer encoded = new BytePointer();
        IntPointer options =
            new IntPointer(
                IMWRITE_JPEG_QUALITY, JPEG_QUALITY, IMWRITE_PNG_COMPRESSION, PNG_LEVEL)) {
      if (!imencode("." + MediaType.ending(file), bgr, encoded, options)) {
        throw new IllegalArgumentException("OpenCV cannot encode " + file);
      }
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }

  /**
   * A copy whose longer side has at most so many pixels.
   *
   * @param bgr 8-bit BGR
   * @return 8-bit BGR, which the caller closes
   */
  public static Mat reduced(Mat bgr, int longest) {
    double scale = Math.min(1, (double) longest / Math.max(bgr.cols(), bgr.rows()));
    Mat copy = new Mat();
    try (Size size =
        new Size(
            Math.max(1, (int) Math.round(bgr.cols() * scale)),
            Math.max(1, (int) Math.round(bgr.rows() * scale)))) {
      resize(bgr, copy, size, 0, 0, INTER_AREA);
    }
    return copy;
  }
}
