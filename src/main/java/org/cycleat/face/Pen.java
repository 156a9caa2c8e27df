package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Lines, plates and letters in one picture, in a size that suits it. Colours are 0xRRGGBB. */
final class Pen {
  private static final int DARK = 0x000000;

  /** Behind what has no place in the picture. */
  private static final int CANVAS = 0x303030;

  /** All bright, as dark letters stand on them. */
  private static final int[] COLOURS = {
    0xFFDC50, 0x6EC8FF, 0x8CE68C, 0xFF9E6E, 0xE6A0FF, 0x5AE6DC, 0xFFA0B4, 0xD2D2D2
  };

  /** Height of a label's letters as a fraction of the picture's shorter side. */
  private static final double LETTER_HEIGHT = 0.028;

  private static final double LEAST_LETTER_HEIGHT = 10; // pixels

  /** Height in pixels of the font's capitals at scale 1. */
  private static final double FONT_HEIGHT = 22;

  private final Mat picture;
  private final int shorterSide;

  /**
   * @param bgr 8-bit BGR, which is drawn on
   */
  Pen(Mat bgr) {
    picture = bgr;
    shorterSide = Math.min(bgr.cols(), bgr.rows());
  }

  /** The colour of the face with this number, from 1. */
  static int colour(int number) {
    return COLOURS[Math.floorMod(number - 1, COLOURS.length)];
  }

  int width() {
    return picture.cols();
  }

  int height() {
    return picture.rows();
  }

  /** Makes the picture larger; what is written and drawn keeps the size that suited it before. */
  void grow(Box canvas) {
    int right = canvas.x() + canvas.width() - width();
    int bottom = canvas.y() + canvas.height() - height();
    if (canvas.x() == 0 && canvas.y() == 0 && right == 0 && bottom == 0) {
      return;
    }
    try (Scalar grey = bgr(CANVAS)) {
      copyMakeBorder(
          picture, picture, -canvas.y(), bottom, -canvas.x(), right, BORDER_CONSTANT, grey);
    }
  }

  /** Height of this picture's capital letters in pixels. */
  double letterHeight() {
    return Math.max(LEAST_LETTER_HEIGHT, LETTER_HEIGHT * shorterSide);
  }

  private int line() {
    return Math.max(2, Math.round(shorterSide / 250f));
  }

  /** By how much the frame of a box reaches beyond it. */
  int rim() {
    return line() / 2 + 1;
  }

  /** A box with its frame, inside the picture. */
  Box framed(Box box) {
    return new Box(
            box.x() - rim(), box.y() - rim(), box.width() + 2 * rim(), box.height() + 2 * rim())
        .clip(width(), height());
  }

  /** The outline of a box; a dark rim keeps the bright line visible on bright photographs. */
  void frame(Box box, int colour) {
    int width = line();
    try (Rect rect = rect(box);
        Scalar dark = bgr(DARK);
        Scalar bright = bgr(colour)) {
      rectangle(picture, rect, dark, width + 2, LINE_8, 0);
      rectangle(picture, rect, bright, width, LINE_8, 0);
    }
  }

  void fill(Box box, int colour) {
    try (Rect rect = rect(box);
        Scalar ink = bgr(colour)) {
      rectangle(picture, rect, ink, FILLED, LINE_8, 0);
    }
  }

  /** Darkens a box to a third, so that bright letters can be read on it. */
  void shade(Box box) {
    Box inside = box.clip(picture.cols(), picture.rows());
    try (Rect rect = rect(inside);
        Mat part = new Mat(picture, rect)) {
      part.convertTo(part, -1, 1 / 3.0, 0);
    }
  }

  /**
   * A line of ASCII text in the picture's usual size.
   *
   * @param wide whether it may be wider than the picture, else it is smaller then
   */
  Text text(String line, boolean wide) {
    Text usual = text(line, letterHeight());
    double room = 0.94 * picture.cols();
    return wide || usual.width <= room
        ? usual
        : Text.measure(line, usual.scale * room / usual.width);
  }

  /** A line of ASCII text with capitals of a height in pixels. */
  static Text text(String line, double height) {
    return Text.measure(line, height / FONT_HEIGHT);
  }

  /** Dark letters on a bright plate. */
  void label(Text text, Box plate, int colour) {
    fill(plate, colour);
    write(text, plate.x() + text.margin(), plate.y() + text.margin() + text.height, DARK);
  }

  /**
   * Writes a text.
   *
   * @param x left end in pixels
   * @param baseline in pixels
   */
  void write(Text text, int x, int baseline, int colour) {
    try (Point origin = new Point(x, baseline);
        Scalar ink = bgr(colour)) {
      putText(
          picture,
          text.line,
          origin,
          FONT_HERSHEY_SIMPLEX,
          text.scale,
          ink,
          text.thickness,
          LINE_AA,
          false);
    }
  }

  private static Rect rect(Box box) {
    return new Rect(box.x(), box.y(), box.width(), box.height());
  }

  private static Scalar bgr(int colour) {
    return new Scalar(colour & 0xFF, colour >> 8 & 0xFF, colour >> 16 & 0xFF, 0);
  }

  /** A line, its font scale, and the extent in pixels that it has with it. */
  record Text(String line, double scale, int thickness, int width, int height, int descent) {

    private static Text measure(String line, double scale) {
      int thickness = Math.max(1, (int) Math.round(2 * scale));
      int[] descent = new int[1];
      try (Size size = getTextSize(line, FONT_HERSHEY_SIMPLEX, scale, thickness, descent)) {
        return new Text(line, scale, thickness, size.width(), size.height(), descent[0]);
      }
    }

    int margin() {
      return Math.max(2, height / 3);
    }

    /** Extent of a plate for this text, at the origin. */
    Box plateSize() {
      return new Box(0, 0, width + 2 * margin(), height + descent + 2 * margin());
    }
  }
}
