package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.io.IOException;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;

/**
 * From an encoded image to upright 8-bit BGR. OpenCV's decoders are native code and trust a file's
 * header, so only what {@link ImageHeader} has checked comes to them.
 */
final class ImageDecoder {
  private ImageDecoder() {}

  /** As {@link Photographs#decode}. */
  static Mat decode(byte[] encoded, String name) {
    ImageHeader header = header(encoded, name);
    try (Mat decoded = pixels(name, encoded, header)) {
      requireReadable(name, decoded);
      if (decoded.depth() == CV_16U) {
        decoded.convertTo(decoded, CV_8U, 1 / 257.0, 0);
      }
      turnUpright(decoded, header.orientation());
      return toBgr(decoded);
    }
  }

  private static ImageHeader header(byte[] encoded, String name) {
    ImageHeader header;
    try {
      header = ImageHeader.of(encoded);
    } catch (IOException e) {
      throw new UserException("cannot read " + name + ": " + e.getMessage(), e);
    }
    if (header.width() < 1 || header.height() < 1) {
      throw new UserException("cannot read " + name + ": its header states no size");
    }
    if (header.pixels() > ImageHeader.MOST_PIXELS) {
      throw new UserException(
          String.format(
              Locale.ROOT,
              "cannot read %s: %d x %d pixels; at most 100 megapixels are read, so reduce it first",
              name,
              header.width(),
              header.height()));
    }
    return header;
  }

  private static Mat pixels(String name, byte[] encoded, ImageHeader header) {
    // Alpha comes only with UNCHANGED; JPEG has none, and COLOR turns it upright and from CMYK.
    int mode = header.format() == ImageHeader.Format.JPEG ? IMREAD_COLOR : IMREAD_UNCHANGED;
    try (BytePointer bytes = new BytePointer(encoded);
        Mat data = new Mat(1, encoded.length, CV_8UC1, bytes)) {
      return imdecode(data, mode);
    } catch (RuntimeException e) { // how JavaCPP hands on an exception of OpenCV
      throw damaged(name, e);
    }
  }

  private static UserException damaged(String name, RuntimeException cause) {
    return new UserException(
        "cannot read " + name + ": it is damaged, truncated or of a kind unknown to OpenCV", cause);
  }

  private static void requireReadable(String name, Mat decoded) {
    if (decoded.empty()) {
      throw damaged(name, null);
    }
    int depth = decoded.depth();
    int channels = decoded.channels();
    if ((depth != CV_8U && depth != CV_16U) || channels == 2 || channels > 4) {
      throw new UserException(
          "cannot read "
              + name
              + ": expected 8 or 16 bits in each of 1, 3 or 4 channels; convert it to PNG first");
    }
  }

  /** Undoes an EXIF orientation: which transformation makes the stored image upright. */
  private static void turnUpright(Mat image, int orientation) {
    switch (orientation) {
      case 2 -> flip(image, image, 1);
      case 3 -> flip(image, image, -1);
      case 4 -> flip(image, image, 0);
      case 5 -> transpose(image, image);
      case 6 -> rotate(image, image, ROTATE_90_CLOCKWISE);
      case 7 -> {
        transpose(image, image);
        flip(image, image, -1);
      }
      case 8 -> rotate(image, image, ROTATE_90_COUNTERCLOCKWISE);
      default -> {}
    }
  }

  private static Mat toBgr(Mat image) {
    if (image.channels() == 4) {
      return overWhite(image);
    }
    Mat bgr = new Mat();
    if (image.channels() == 1) {
      cvtColor(image, bgr, COLOR_GRAY2BGR);
    } else {
      image.copyTo(bgr);
    }
    return bgr;
  }

  /** BGRA composited over white, row by row: as floats a large image would take gigabytes. */
  private static Mat overWhite(Mat bgra) {
    Mat bgr = new Mat(bgra.rows(), bgra.cols(), CV_8UC3);
    byte[] from = new byte[4 * bgra.cols()];
    byte[] to = new byte[3 * bgra.cols()];
    for (int y = 0; y < bgra.rows(); y++) {
      try (BytePointer source = bgra.ptr(y);
          BytePointer target = bgr.ptr(y)) {
        source.get(from);
        for (int x = 0; x < bgra.cols(); x++) {
          int alpha = from[4 * x + 3] & 0xff;
          for (int c = 0; c < 3; c++) {
            int value = from[4 * x + c] & 0xff;
            to[3 * x + c] = (byte) (255 - ((255 - value) * alpha + 127) / 255);
          }
        }
        target.put(to);
      }
    }
    return bgr;
  }
}
