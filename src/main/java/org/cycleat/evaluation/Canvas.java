package org.cycleat.evaluation;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.circle;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.WholeFile;
import org.cycleat.image.ImageWriter;

/**
 * A white picture to draw on. OpenCV brings its own strokes for letters, where Java2D throws on a
 * machine without fonts, as servers often are. The strokes are ASCII: others show as "?". Colours
 * are 0xRRGGBB.
 */
final class Canvas implements AutoCloseable {
  static final int INK = 0x282828;
  static final int FAINT = 0xD7D7D7;

  /** Colours that also differ for colour-blind eyes (Okabe and Ito 2008), strongest first. */
  private static final int[] SERIES = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x5A5A5A
  };

  /** Where a text's given point lies on it. */
  enum Anchor {
    LEFT,
    CENTRE,
    RIGHT
  }

  private static final int SUBPIXEL_BITS = 4;
  private final Mat image;

  Canvas(int width, int height) {
    try (var white = Scalar.all(255)) {
      image = new Mat(height, width, CV_8UC3, white);
    }
  }

  /** The colour of the k-th series; they repeat after seven. */
  static int series(int k) {
    return SERIES[k % SERIES.length];
  }

  /** The height in pixels of a capital letter at text scale 1. */
  static int capitalHeight(double scale) {
    return (int) Math.round(21 * scale);
  }

  static int textWidth(String text, double scale) {
    try (var baseline = new IntPointer(1L);
        Size size = getTextSize(text, FONT_HERSHEY_SIMPLEX, scale, 1, baseline)) {
      return size.width();
    }
  }

  /** Writes a text whose middle height is at y. */
  void text(String text, double x, double y, double scale, Anchor anchor, int colour) {
    double shift =
        switch (anchor) {
          case LEFT -> 0;
          case CENTRE -> textWidth(text, scale) / 2.0;
          case RIGHT -> textWidth(text, scale);
        };
    try (var at =
            new Point(
                (int) Math.round(x - shift), (int) Math.round(y + capitalHeight(scale) / 2.0));
        var ink = bgr(colour)) {
      putText(image, text, at, FONT_HERSHEY_SIMPLEX, scale, ink, 1, LINE_AA, false);
    }
  }

  void line(double x0, double y0, double x1, double y1, int colour) {
    try (Point from = fine(x0, y0);
        Point to = fine(x1, y1);
        var ink = bgr(colour)) {
      org.bytedeco.opencv.global.opencv_imgproc.line(
          image, from, to, ink, 1, LINE_AA, SUBPIXEL_BITS);
    }
  }

  void fill(int x, int y, int width, int height, int colour) {
    try (var from = new Point(x, y);
        var to = new Point(x + width - 1, y + height - 1);
        var ink = bgr(colour)) {
      rectangle(image, from, to, ink, FILLED, LINE_AA, 0);
    }
  }

  void dot(double x, double y, double radius, int colour) {
    try (Point centre = fine(x, y);
        var ink = bgr(colour)) {
      int fineRadius = (int) Math.round(radius * (1 << SUBPIXEL_BITS));
      circle(image, centre, fineRadius, ink, FILLED, LINE_AA, SUBPIXEL_BITS);
    }
  }

  /** Writes the picture as PNG; the file is whole or absent. */
  void save(Path png) throws IOException {
    WholeFile.write(png, ImageWriter.encoded(png, image));
  }

  @Override
  public void close() {
    image.close();
  }

  private static Point fine(double x, double y) {
    return new Point(
        (int) Math.round(x * (1 << SUBPIXEL_BITS)), (int) Math.round(y * (1 << SUBPIXEL_BITS)));
  }

  private static Scalar bgr(int colour) {
    return new Scalar(colour & 0xFF, colour >> 8 & 0xFF, colour >> 16 & 0xFF, 0);
  }
}
