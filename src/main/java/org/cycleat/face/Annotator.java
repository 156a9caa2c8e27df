package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Draws boxes with a label each onto photographs, in a size that suits the photograph. */
public final class Annotator {
  /** Smaller photographs are enlarged: a label of twenty letters needs the room. */
  private static final int SMALLEST_SIDE = 320;

  /** Height of a label's letters as a fraction of the photograph's shorter side. */
  private static final double LETTER_HEIGHT = 0.028;

  /** Height in pixels of the font's capitals at scale 1. */
  private static final double FONT_HEIGHT = 22;

  private Annotator() {}

  /** What is drawn for one face: its box in the photograph's pixels, and a line of ASCII text. */
  public record Annotation(Box box, String label) {

    /** The label for an expression and its probability, such as "happiness 93 %". */
    public static Annotation of(Box box, String expression, double probability) {
      return new Annotation(
          box, String.format(Locale.ROOT, "%s %.0f %%", expression, 100 * probability));
    }
  }

  /** A copy of the photograph with the annotations; small ones enlarged. The caller closes it. */
  public static Mat draw(Mat bgr, List<Annotation> annotations) {
    FaceDetector.requireBgr(bgr);
    int side = Math.min(bgr.cols(), bgr.rows());
    int factor = (SMALLEST_SIDE + side - 1) / side;
    // A strip a pixel high must not become a picture of millions of pixels.
    factor = Math.max(1, Math.min(factor, 4 * SMALLEST_SIDE / Math.max(bgr.cols(), bgr.rows())));
    Mat drawing = new Mat();
    try (Size size = new Size(bgr.cols() * factor, bgr.rows() * factor)) {
      resize(bgr, drawing, size, 0, 0, INTER_CUBIC);
    }
    List<Box> occupied = new ArrayList<>();
    for (Annotation annotation : annotations) {
      occupied.add(scaled(annotation.box, factor));
    }
    occupied.forEach(box -> drawBox(drawing, box));
    for (int i = 0; i < annotations.size(); i++) {
      occupied.add(drawLabel(drawing, occupied.get(i), annotations.get(i).label, occupied));
    }
    return drawing;
  }

  private static Box scaled(Box box, int factor) {
    return new Box(box.x() * factor, box.y() * factor, box.width() * factor, box.height() * factor);
  }

  private static int lineWidth(Mat drawing) {
    return Math.max(2, Math.round(Math.min(drawing.cols(), drawing.rows()) / 250f));
  }

  private static void drawBox(Mat drawing, Box box) {
    int width = lineWidth(drawing);
    try (Rect rect = new Rect(box.x(), box.y(), box.width(), box.height());
        Scalar dark = new Scalar(0, 0, 0, 0);
        Scalar bright = new Scalar(80, 220, 255, 0)) {
      // A dark rim keeps the bright line visible on bright photographs.
      rectangle(drawing, rect, dark, width + 2, LINE_8, 0);
      rectangle(drawing, rect, bright, width, LINE_8, 0);
    }
  }

  /** Draws a label and returns its plate. */
  private static Box drawLabel(Mat drawing, Box box, String label, List<Box> occupied) {
    TextStyle style = TextStyle.fitting(label, drawing);
    int margin = Math.max(2, style.height / 3);
    Box plate =
        place(
            style.width + 2 * margin,
            style.height + style.descent + 2 * margin,
            box,
            occupied,
            drawing);
    try (Rect rect = new Rect(plate.x(), plate.y(), plate.width(), plate.height());
        Point origin = new Point(plate.x() + margin, plate.y() + margin + style.height);
        Scalar dark = new Scalar(0, 0, 0, 0);
        Scalar bright = new Scalar(80, 220, 255, 0)) {
      rectangle(drawing, rect, bright, FILLED, LINE_8, 0);
      putText(
          drawing,
          label,
          origin,
          FONT_HERSHEY_SIMPLEX,
          style.scale,
          dark,
          style.thickness,
          LINE_AA,
          false);
    }
    return plate;
  }

  /**
   * Above the box, else below it, left or right aligned: the first place inside the picture that
   * covers least of the faces and labels there.
   */
  private static Box place(int width, int height, Box box, List<Box> occupied, Mat drawing) {
    int rightAligned = box.x() + box.width() - width;
    int below = box.y() + box.height();
    return Stream.of(
            new Box(box.x(), box.y() - height, width, height),
            new Box(rightAligned, box.y() - height, width, height),
            new Box(box.x(), below, width, height),
            new Box(rightAligned, below, width, height))
        .map(plate -> inside(plate, drawing))
        .min(Comparator.comparingLong(plate -> covered(plate, occupied)))
        .orElseThrow();
  }

  private static Box inside(Box plate, Mat drawing) {
    int x = Math.max(0, Math.min(plate.x(), drawing.cols() - plate.width()));
    int y = Math.max(0, Math.min(plate.y(), drawing.rows() - plate.height()));
    return new Box(x, y, plate.width(), plate.height());
  }

  private static long covered(Box plate, List<Box> occupied) {
    return occupied.stream().mapToLong(plate::intersection).sum();
  }

  /** A font scale and the extent in pixels that the text has with it. */
  private record TextStyle(double scale, int thickness, int width, int height, int descent) {

    /** The usual size for this picture, smaller where the text would be wider than the picture. */
    static TextStyle fitting(String text, Mat drawing) {
      double side = Math.min(drawing.cols(), drawing.rows());
      TextStyle usual = measure(text, Math.max(10, LETTER_HEIGHT * side) / FONT_HEIGHT);
      double room = 0.94 * drawing.cols();
      return usual.width <= room ? usual : measure(text, usual.scale * room / usual.width);
    }

    private static TextStyle measure(String text, double scale) {
      int thickness = Math.max(1, (int) Math.round(2 * scale));
      int[] descent = new int[1];
      try (Size size = getTextSize(text, FONT_HERSHEY_SIMPLEX, scale, thickness, descent)) {
        return new TextStyle(scale, thickness, size.width(), size.height(), descent[0]);
      }
    }
  }
}
