package org.cycleat.face;

import java.util.List;
import java.util.stream.DoubleStream;

/** The probabilities of one face's expressions, a row each: name, bar. */
final class BarPanel {
  private static final int WHITE = 0xFFFFFF;
  private static final int TROUGH = 0x606060;

  /** Smaller capitals, in pixels, cannot be read. */
  private static final double SMALLEST_LETTERS = 7;

  private static final double SHRINKING = 0.85;

  /** Height of a row in heights of a capital letter. */
  private static final double ROW = 1.9;

  /** Length of a full bar in heights of a capital letter. */
  private static final double BAR = 7;

  private final List<Annotator.Bar> bars;
  private final double letters;

  /** Width of the longest name in heights of a capital letter. */
  private final double names;

  private BarPanel(List<Annotator.Bar> bars, double letters, double names) {
    this.bars = bars;
    this.letters = letters;
    this.names = names;
  }

  /**
   * The panel of a face: as high as the face at most, as far as its letters can be read.
   *
   * @param usual height of a capital letter, pixels
   */
  static BarPanel of(Annotator.Annotation face, double usual) {
    double letter = 10;
    double names =
        face.bars().stream()
                .mapToDouble(bar -> Pen.text(bar.name(), letter).width())
                .max()
                .orElse(0)
            / letter;
    double fitting = face.box().height() / ROW / face.bars().size();
    double letters = Math.max(SMALLEST_LETTERS, Math.min(fitting, usual));
    return new BarPanel(face.bars(), letters, names);
  }

  /** In heights of a capital letter. */
  private double width() {
    return names + BAR + 3;
  }

  /** This and smaller ones, down to what can be read. */
  List<BarPanel> sizes() {
    return DoubleStream.iterate(letters, size -> size >= SMALLEST_LETTERS, size -> SHRINKING * size)
        .mapToObj(size -> new BarPanel(bars, size, names))
        .toList();
  }

  /** Its extent, at the origin. */
  Box size() {
    return new Box(
        0, 0, (int) Math.round(width() * letters), rowTop(bars.size()) + (int) letters / 2);
  }

  private int rowTop(int row) {
    return (int) Math.round(letters / 2 + row * ROW * letters);
  }

  void draw(Pen pen, Box plate, int colour) {
    pen.shade(plate);
    pen.fill(new Box(plate.x(), plate.y(), Math.max(2, (int) letters / 4), plate.height()), colour);
    double strongest = bars.stream().mapToDouble(Annotator.Bar::value).max().orElse(0);
    int barX = plate.x() + (int) Math.round((names + 2) * letters);
    int length = (int) Math.round(BAR * letters);
    int height = Math.max(2, (int) Math.round(letters));
    for (int i = 0; i < bars.size(); i++) {
      Annotator.Bar bar = bars.get(i);
      int ink = bar.value() == strongest ? colour : WHITE;
      int top = plate.y() + rowTop(i) + (int) Math.round((ROW - 1) * letters / 2);
      pen.write(Pen.text(bar.name(), letters), plate.x() + (int) letters, top + height, ink);
      pen.fill(new Box(barX, top, length, height), TROUGH);
      int filled = (int) Math.round(bar.value() * length);
      if (filled > 0) {
        pen.fill(new Box(barX, top, filled, height), ink);
      }
    }
  }
}
