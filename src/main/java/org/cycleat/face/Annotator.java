package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Draws onto photographs and frames, in a size that suits them: for each face its box, a label, and
 * the probabilities of all expressions as bars. None of them covers another, nor another face: a
 * photograph's canvas grows where it has no room for them, and a frame goes without.
 */
public final class Annotator {
  /** Smaller photographs are enlarged: a label of twenty letters needs the room. */
  private static final int SMALLEST_SIDE = 320;

  private final Pen pen;
  private final List<Annotation> annotations;
  private final boolean grows;
  private final Placement placement;

  /**
   * What is drawn for one face.
   *
   * @param number of the face, from 1; faces of neighbouring numbers differ in colour
   * @param box in the photograph's pixels
   * @param label a line of ASCII text
   * @param bars below each other, from the first; none for no panel
   */
  public record Annotation(int number, Box box, String label, List<Bar> bars) {
    public Annotation {
      bars = List.copyOf(bars);
    }

    private Annotation scaled(int factor) {
      return new Annotation(
          number,
          new Box(box.x() * factor, box.y() * factor, box.width() * factor, box.height() * factor),
          label,
          bars);
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

  /** A panel and its place. */
  private record Panel(BarPanel bars, Box plate) {}

  private static int enlargement(Mat bgr) {
    int side = Math.min(bgr.cols(), bgr.rows());
    int factor = (SMALLEST_SIDE + side - 1) / side;
    // A strip a pixel high must not become a picture of millions of pixels.
    return Math.max(1, Math.min(factor, 4 * SMALLEST_SIDE / Math.max(bgr.cols(), bgr.rows())));
  }

  /**
   * A copy of the photograph with the annotations: small ones enlarged, and on a larger canvas
   * where a label or panel has no place. The caller closes it.
   */
  public static Mat draw(Mat bgr, List<Annotation> annotations) {
    FaceDetector.requireBgr(bgr);
    int factor = enlargement(bgr);
    Mat drawing = new Mat();
    try (Size size = new Size(bgr.cols() * factor, bgr.rows() * factor)) {
      resize(bgr, drawing, size, 0, 0, INTER_CUBIC);
    }
    new Annotator(
            new Pen(drawing), annotations.stream().map(each -> each.scaled(factor)).toList(), true)
        .draw();
    return drawing;
  }

  /** Draws onto the picture itself. */
  public static void drawOnto(Mat bgr, List<Annotation> annotations) {
    FaceDetector.requireBgr(bgr);
    new Annotator(new Pen(bgr), annotations, false).draw();
  }

  /**
   * @param grows whether the picture may become larger
   */
  private Annotator(Pen pen, List<Annotation> annotations, boolean grows) {
    this.pen = pen;
    this.annotations = annotations;
    this.grows = grows;
    this.placement =
        new Placement(
            pen.width(),
            pen.height(),
            annotations.stream().map(each -> pen.framed(each.box)).toList());
  }

  private void draw() {
    List<Pen.Text> texts = annotations.stream().map(each -> pen.text(each.label, grows)).toList();
    List<Optional<Box>> labels = new ArrayList<>();
    List<Optional<Panel>> panels = new ArrayList<>();
    for (int i = 0; i < annotations.size(); i++) { // every label comes before any panel
      labels.add(labelPlace(i, texts.get(i).plateSize()));
    }
    for (int i = 0; i < annotations.size(); i++) {
      panels.add(panel(i));
    }
    annotations.forEach(each -> pen.frame(each.box, Pen.colour(each.number)));
    Box canvas = placement.canvas();
    pen.grow(canvas);
    for (int i = 0; i < annotations.size(); i++) {
      int colour = Pen.colour(annotations.get(i).number);
      Pen.Text text = texts.get(i);
      labels.get(i).ifPresent(plate -> pen.label(text, canvas.local(plate), colour));
      panels.get(i).ifPresent(panel -> panel.bars.draw(pen, canvas.local(panel.plate), colour));
    }
  }

  private Optional<Box> labelPlace(int face, Box size) {
    return placement
        .touching(face, size, Placement.Side.ABOVE)
        .or(
            () ->
                grows
                    ? Optional.of(placement.nearest(face, size, Placement.Side.ABOVE))
                    : placement.within(face, size, 2 * pen.rim()));
  }

  /** In the picture a panel may be smaller, to have a place at its face. */
  private Optional<Panel> panel(int face) {
    Annotation annotation = annotations.get(face);
    if (annotation.bars.isEmpty()) {
      return Optional.empty();
    }
    BarPanel usual = BarPanel.of(annotation, pen.letterHeight());
    for (BarPanel bars : usual.sizes()) {
      Optional<Box> plate = placement.touching(face, bars.size(), Placement.Side.BESIDE);
      if (plate.isPresent()) {
        return Optional.of(new Panel(bars, plate.get()));
      }
    }
    return grows
        ? Optional.of(
            new Panel(usual, placement.nearest(face, usual.size(), Placement.Side.BESIDE)))
        : Optional.empty();
  }
}
