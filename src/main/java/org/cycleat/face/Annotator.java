package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Draws onto photographs and frames, in a size that suits them: for each face its box, a label, and
 * the probabilities of all expressions as bars.
 */
public final class Annotator {
  /** Smaller photographs are enlarged: a label of twenty letters needs the room. */
  private static final int SMALLEST_SIDE = 320;

  private Annotator() {}

  /**
   * What is drawn for one face.
   *
   * @param box in the photograph's pixels
   * @param label a line of ASCII text
   * @param bars below each other, from the first; none for no panel
   */
  public record Annotation(Box box, String label, List<Bar> bars) {
    public Annotation {
      bars = List.copyOf(bars);
    }

    /** The label for an expression and its probability, such as "happiness 93 %". */
    public static String label(String expression, double probability) {
      return String.format(Locale.ROOT, "%s %.0f %%", expression, 100 * probability);
    }
  }

  /**
   * One row of a panel of bars.
   *
   * @param name ASCII text
   * @param value in [0, 1], the length of the bar
   */
  public record Bar(String name, double value) {}

  /** By how much {@link #draw} enlarges a photograph. */
  public static int enlargement(Mat bgr) {
    int side = Math.min(bgr.cols(), bgr.rows());
    int factor = (SMALLEST_SIDE + side - 1) / side;
    // A strip a pixel high must not become a picture of millions of pixels.
    return Math.max(1, Math.min(factor, 4 * SMALLEST_SIDE / Math.max(bgr.cols(), bgr.rows())));
  }

  /** A copy of the photograph with the annotations; small ones enlarged. The caller closes it. */
  public static Mat draw(Mat bgr, List<Annotation> annotations) {
    FaceDetector.requireBgr(bgr);
    int factor = enlargement(bgr);
    Mat drawing = new Mat();
    try (Size size = new Size(bgr.cols() * factor, bgr.rows() * factor)) {
      resize(bgr, drawing, size, 0, 0, INTER_CUBIC);
    }
    drawOnto(
        drawing,
        annotations.stream()
            .map(each -> new Annotation(scaled(each.box, factor), each.label, each.bars))
            .toList());
    return drawing;
  }

  /** Draws onto the picture itself. */
  public static void drawOnto(Mat bgr, List<Annotation> annotations) {
    FaceDetector.requireBgr(bgr);
    Pen pen = new Pen(bgr);
    List<Box> occupied = new ArrayList<>();
    for (Annotation annotation : annotations) {
      occupied.add(annotation.box);
      pen.frame(annotation.box);
    }
    for (Annotation annotation : annotations) {
      Pen.Text text = pen.text(annotation.label);
      Box plate = place(text.plateSize(), annotation.box, occupied, bgr);
      pen.label(text, plate);
      occupied.add(plate);
    }
    for (Annotation annotation : annotations) {
      if (!annotation.bars.isEmpty()) {
        BarPanel panel = new BarPanel(pen, annotation.bars, annotation.box);
        Box plate = beside(panel.size(), annotation.box, occupied, bgr);
        panel.draw(plate);
        occupied.add(plate);
      }
    }
  }

  private static Box scaled(Box box, int factor) {
    return new Box(box.x() * factor, box.y() * factor, box.width() * factor, box.height() * factor);
  }

  /**
   * Above the box, else below it, left or right aligned: the first place inside the picture that
   * covers least of the faces and labels there.
   *
   * @param size a box of the plate's extent
   */
  private static Box place(Box size, Box box, List<Box> occupied, Mat drawing) {
    int rightAligned = box.x() + box.width() - size.width();
    int above = box.y() - size.height();
    int below = box.y() + box.height();
    return freest(
        Stream.of(
            at(box.x(), above, size),
            at(rightAligned, above, size),
            at(box.x(), below, size),
            at(rightAligned, below, size)),
        occupied,
        drawing);
  }

  /** To the right of the box, else to its left, below or above it. */
  private static Box beside(Box size, Box box, List<Box> occupied, Mat drawing) {
    int right = box.x() + box.width();
    int left = box.x() - size.width();
    int bottom = box.y() + box.height() - size.height();
    return freest(
        Stream.of(
            at(right, box.y(), size),
            at(left, box.y(), size),
            at(right, bottom, size),
            at(left, bottom, size),
            at(box.x(), box.y() + box.height(), size),
            at(box.x(), box.y() - size.height(), size)),
        occupied,
        drawing);
  }

  private static Box at(int x, int y, Box size) {
    return new Box(x, y, size.width(), size.height());
  }

  private static Box freest(Stream<Box> places, List<Box> occupied, Mat drawing) {
    return places
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
}
