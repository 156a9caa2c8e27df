package org.cycleat.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_GIF;
import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * From an encoded image to upright 8-bit BGR. Decoders are native code and trust a file's header,
 * so only what {@link ImageHeader} has checked comes to them.
 */
final class Pixels {
  private static final double EIGHT_OF_SIXTEEN_BITS = 1 / 257.0;

  private Pixels() {}

  static Mat of(byte[] encoded, ImageHeader header) throws IOException {
    try (Mat decoded = decoded(encoded, header)) {
      requireReadable(decoded);
      toEightBits(decoded);
      header.orientation().apply(decoded);
      return toBgr(decoded);
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw new IOException("it is truncated", e);
    }
  }

  private static Mat decoded(byte[] encoded, ImageHeader header) throws IOException {
    return switch (header.format()) {
      case GIF ->
          new FfmpegPicture(AV_CODEC_ID_GIF, (int) header.width(), (int) header.height())
              .decode(new byte[0], encoded);
      case HEIF -> Heif.pixels(ByteBuffer.wrap(encoded));
      // Alpha comes only with UNCHANGED; a JPEG has none, and COLOR converts its CMYK.
      case JPEG -> ofOpenCv(Jpeg.ended(encoded), IMREAD_COLOR | IMREAD_IGNORE_ORIENTATION);
      case PNG -> png(encoded);
      case WEBP -> ofOpenCv(WebP.still(encoded), IMREAD_UNCHANGED);
      case BMP -> ofOpenCv(encoded, withAlpha(ImageHeader.bitsOfBmp(encoded) == 32));
      case TIFF -> tiff(encoded);
    };
  }

  /** With UNCHANGED, OpenCV takes planes of 16 bits for pixels, and some colours for grey. */
  private static int withAlpha(boolean alpha) {
    return alpha ? IMREAD_UNCHANGED : IMREAD_COLOR;
  }

  private static Mat tiff(byte[] encoded) throws IOException {
    Tiff.Alpha alpha = Tiff.alpha(ByteBuffer.wrap(encoded));
    Mat image = ofOpenCv(encoded, withAlpha(alpha != Tiff.Alpha.NONE));
    if (alpha != Tiff.Alpha.MULTIPLIED || image.empty()) {
      return image;
    }
    try (image) {
      toEightBits(image);
      return overWhite(image, true);
    }
  }

  private static Mat png(byte[] encoded) throws IOException {
    Mat image = ofOpenCv(encoded, IMREAD_UNCHANGED);
    OptionalInt level = Png.transparentLevel(ByteBuffer.wrap(encoded));
    if (level.isPresent() && !image.empty()) {
      try (Mat mask = opencv_core.equals(image, level.getAsInt()).asMat();
          Scalar value = Scalar.all(image.depth() == CV_16U ? 0xffff : 0xff);
          Mat white = new Mat(1, 1, image.type(), value)) {
        image.setTo(white, mask);
      }
    }
    return image;
  }

  private static Mat ofOpenCv(byte[] encoded, int mode) throws IOException {
    try (BytePointer bytes = new BytePointer(encoded);
        Mat data = new Mat(1, encoded.length, CV_8UC1, bytes)) {
      return imdecode(data, mode);
    } catch (RuntimeException e) { // how JavaCPP hands on an exception of OpenCV
      throw damaged(e);
    }
  }

  private static IOException damaged(RuntimeException cause) {
    return new IOException("it is damaged, truncated or of a kind unknown to OpenCV", cause);
  }

  private static void requireReadable(Mat decoded) throws IOException {
    if (decoded.empty()) {
      throw damaged(null);
    }
    int depth = decoded.depth();
    int channels = decoded.channels();
    if ((depth != CV_8U && depth != CV_16U) || channels == 2 || channels > 4) {
      throw new IOException(
          "expected 8 or 16 bits in each of 1, 3 or 4 channels; convert it to PNG first");
    }
  }

  private static void toEightBits(Mat image) {
    if (image.depth() == CV_16U) {
      image.convertTo(image, CV_8U, EIGHT_OF_SIXTEEN_BITS, 0);
    }
  }

  private static Mat toBgr(Mat image) {
    if (image.channels() == 4) {
      return overWhite(image, false);
    }
    Mat bgr = new Mat();
    if (image.channels() == 1) {
      cvtColor(image, bgr, COLOR_GRAY2BGR);
    } else {
      image.copyTo(bgr);
    }
    return bgr;
  }

  /**
   * BGRA composited over white, row by row: as floats a large image would take gigabytes.
   *
   * @param multiplied whether the colours are multiplied by alpha already
   */
  private static Mat overWhite(Mat bgra, boolean multiplied) {
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
            to[3 * x + c] =
                (byte)
                    (multiplied
                        ? Math.min(255, value + 255 - alpha)
                        : 255 - ((255 - value) * alpha + 127) / 255);
          }
        }
        target.put(to);
      }
    }
    return bgr;
  }
}
