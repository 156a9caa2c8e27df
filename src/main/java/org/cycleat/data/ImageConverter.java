package org.cycleat.data;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes image files of any kind, and turns those that tf.data cannot read into 8-bit RGB PNG:
 * upright, 16 bits scaled to 8, CMYK as RGB, transparent pixels over white as a viewer shows them.
 */
final class ImageConverter {
  private static final double EIGHT_OF_SIXTEEN_BITS = 1 / 257.0;

  private ImageConverter() {}

  /** Decodes an image to see that it can be decoded. */
  @SuppressWarnings("try") // the scope frees the native memory of the pointers made inside
  static void check(byte[] bytes, ImageHeader header) throws UnusableImageException {
    try (PointerScope scope = new PointerScope()) {
      decode(bytes, header);
    }
  }

  /** The image as an 8-bit RGB PNG. */
  @SuppressWarnings("try") // the scope frees the native memory of the pointers made inside
  static byte[] toPng(byte[] bytes, ImageHeader header) throws UnusableImageException {
    try (PointerScope scope = new PointerScope()) {
      Mat upright = turned(opaque(eightBits(decode(bytes, header))), header.orientation());
      BytePointer png = new BytePointer();
      if (!imencode(".png", upright, png)) {
        throw new UnusableImageException("unreadable: cannot be written as PNG");
      }
      byte[] content = new byte[Math.toIntExact(png.limit())];
      png.get(content);
      return content;
    }
  }

  private static Mat decode(byte[] bytes, ImageHeader header) throws UnusableImageException {
    try {
      Mat image =
          header.format() == ImageHeader.Format.GIF
              ? decodeGif(bytes)
              : imdecode(
                  new Mat(1, bytes.length, CV_8UC1, new BytePointer(bytes)), IMREAD_UNCHANGED);
      if (!image.empty()) {
        return image;
      }
    } catch (RuntimeException | IOException e) {
      throw new UnusableImageException("unreadable: " + reason(e), e);
    }
    throw new UnusableImageException("unreadable: damaged " + header.format());
  }

  /** OpenCV 4.10 reads no GIF; the first picture of an animation is taken. */
  private static Mat decodeGif(byte[] bytes) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    if (image == null) {
      return new Mat();
    }
    int width = image.getWidth();
    int height = image.getHeight();
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    byte[] bgra = new byte[4 * argb.length];
    for (int i = 0; i < argb.length; i++) {
      for (int channel = 0; channel < 4; channel++) {
        bgra[4 * i + channel] = (byte) (argb[i] >>> (8 * channel));
      }
    }
    return filled(height, width, CV_8UC4, bgra);
  }

  private static Mat eightBits(Mat image) throws UnusableImageException {
    if (image.depth() == CV_8U) {
      return image;
    }
    if (image.depth() != CV_16U) {
      throw new UnusableImageException("unreadable: pixels of neither 8 nor 16 bits");
    }
    Mat scaled = new Mat();
    image.convertTo(scaled, CV_8U, EIGHT_OF_SIXTEEN_BITS, 0);
    return scaled;
  }

  /** Three channels; transparent pixels over white. */
  private static Mat opaque(Mat image) throws UnusableImageException {
    switch (image.channels()) {
      case 1 -> {
        Mat colour = new Mat();
        cvtColor(image, colour, COLOR_GRAY2BGR);
        return colour;
      }
      case 3 -> {
        return image;
      }
      case 4 -> {
        return overWhite(image);
      }
      default -> throw new UnusableImageException("unreadable: " + image.channels() + " channels");
    }
  }

  private static Mat overWhite(Mat image) {
    byte[] bgra = new byte[4 * image.rows() * image.cols()];
    image.data().get(bgra);
    byte[] bgr = new byte[bgra.length / 4 * 3];
    for (int from = 0, to = 0; from < bgra.length; from += 4, to += 3) {
      int alpha = bgra[from + 3] & 0xFF;
      for (int channel = 0; channel < 3; channel++) {
        int sum = (bgra[from + channel] & 0xFF) * alpha + 255 * (255 - alpha);
        bgr[to + channel] = (byte) ((sum + 127) / 255);
      }
    }
    return filled(image.rows(), image.cols(), CV_8UC3, bgr);
  }

  private static Mat filled(int rows, int columns, int type, byte[] pixels) {
    Mat image = new Mat(rows, columns, type);
    image.data().put(pixels);
    return image;
  }

  /** Undoes EXIF's orientation (EXIF 2.32, tag 0x0112). */
  private static Mat turned(Mat image, int orientation) {
    Mat source = image;
    if (orientation >= 5) {
      source = new Mat();
      transpose(image, source);
    }
    Integer axis =
        switch (orientation) {
          case 2, 6 -> 1; // left and right
          case 3, 7 -> -1; // both
          case 4, 8 -> 0; // top and bottom
          default -> null;
        };
    if (axis == null) {
      return source;
    }
    Mat flipped = new Mat();
    flip(source, flipped, axis);
    return flipped;
  }

  /** The first line of a message: OpenCV's have several. */
  private static String reason(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("damaged").strip();
  }
}
