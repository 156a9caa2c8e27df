package org.cycleat.render.wild;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.image.ImageFile;
import org.cycleat.image.UnreadableImageException;

/**
 * A decoded image.
 *
 * @param rgb [height, width] sRGB 0xRRGGBB
 */
@SuppressWarnings("ArrayRecordComponent") // pixels by the ten thousand; never compared
record Photo(int width, int height, int[] rgb) {
  /** A larger image is reduced, so that its shorter side has at most twice this. */
  private static final int ENOUGH = 512;

  /**
   * Reads an image file.
   *
   * @throws UnreadableImageException naming the file
   */
  static Photo read(Path file) {
    try (Mat whole = ImageFile.read(file);
        Mat reduced = new Mat();
        Size size = reduced(whole)) {
      resize(whole, reduced, size, 0, 0, INTER_AREA);
      byte[] bgr = new byte[3 * size.width() * size.height()];
      try (BytePointer pixels = reduced.data()) {
        pixels.get(bgr);
      }
      int[] rgb = new int[size.width() * size.height()];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] =
            ((bgr[3 * i + 2] & 0xff) << 16) | ((bgr[3 * i + 1] & 0xff) << 8) | (bgr[3 * i] & 0xff);
      }
      return new Photo(size.width(), size.height(), rgb);
    }
  }

  private static Size reduced(Mat image) {
    int step = Math.max(1, Math.min(image.cols(), image.rows()) / ENOUGH);
    return new Size((image.cols() + step - 1) / step, (image.rows() + step - 1) / step);
  }

  /** The sRGB values of an image; what is transparent counts as it is painted. */
  static Photo of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] rgb = new int[width * height];
    boolean isGrey =
        image.getRaster().getNumBands() == 1
            && image.getSampleModel().getSampleSize(0) == 8
            && !(image.getColorModel() instanceof IndexColorModel);
    if (isGrey) {
      // Java takes grey levels for linear light and would brighten them.
      image.getRaster().getSamples(0, 0, width, height, 0, rgb);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] *= 0x010101;
      }
    } else {
      image.getRGB(0, 0, width, height, rgb, 0, width);
    }
    return new Photo(width, height, rgb);
  }
}
