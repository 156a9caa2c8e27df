package org.cycleat.stage;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.image.ImageFile;

/** A face as networks see it, the centre square, in a size to be shown. */
final class FaceTile {
  private FaceTile() {}

  /**
   * Reads one.
   *
   * @param side in pixels
   * @return 8-bit BGR, which the caller closes
   */
  static Mat read(Path file, int side) {
    Mat tile = new Mat();
    try (Mat whole = ImageFile.read(file);
        Rect square = centre(whole);
        Mat part = new Mat(whole, square);
        Size size = new Size(side, side)) {
      resize(part, tile, size, 0, 0, part.rows() > side ? INTER_AREA : INTER_CUBIC);
    }
    return tile;
  }

  /** Pixels for Java's own classes. */
  static BufferedImage image(Mat bgr) {
    byte[] bytes = new byte[bgr.rows() * bgr.cols() * 3];
    try (Mat rgb = new Mat()) {
      cvtColor(bgr, rgb, COLOR_BGR2RGB);
      rgb.data().get(bytes);
    }
    int[] packed = new int[bytes.length / 3];
    for (int p = 0, from = 0; p < packed.length; p++, from += 3) {
      packed[p] =
          (bytes[from] & 0xff) << 16 | (bytes[from + 1] & 0xff) << 8 | (bytes[from + 2] & 0xff);
    }
    BufferedImage image = new BufferedImage(bgr.cols(), bgr.rows(), BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, bgr.cols(), bgr.rows(), packed, 0, bgr.cols());
    return image;
  }

  private static Rect centre(Mat image) {
    int side = Math.min(image.rows(), image.cols());
    return new Rect((image.cols() - side) / 2, (image.rows() - side) / 2, side, side);
  }
}
