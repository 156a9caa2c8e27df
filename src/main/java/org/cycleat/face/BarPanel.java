package org.cycleat.face;

import java.util.List;

/** The probabilities of one face's expressions, a row each: name, bar. */
final class BarPanel {
  private static final int WHITE = 0xFFFFFF;
  private static final int TROUGH = 0x606060;

  /** Smaller capitals, in pixels, cannot be read. */
  private static final double SMALLEST_LETTERS = 7;

  /** Height of a row in heights of a capital letter. */
  private static final double ROW = 1.9;

  /** Length of a full bar in heights of a capital letter. */
  private static final double BAR = 7;

  private final Pen pen;
  private final List<Annotator.Bar> bars;
  private final double letters;

  /** Width of the longest name in heights of a capital letter. */
  private final double names;

  /**
   * @param face beside which the panel shall stand: it is as high as the face at most, and as wide
   *     as there is room
   */
  BarPanel(Pen pen, List<Annotator.Bar> bars, Box face) {
    this.pen = pen;
    this.bars = bars;
    double letter = 10;
    this.names =
        bars.stream().mapToDouble(bar -> Pen.text(bar.name(), letter).width()).max().orElse(0)
            / letter;
    double fitting = Math.min(face.height() / ROW / bars.size(), pen.room(face) / width());
    this.letters = Math.max(SMALLEST_LETTERS, Math.min(fitting, pen.letterHeight()));
  }

  /** In heights of a capital letter. */
  private double width() {
    return names + BAR + 3;
  }

  /** Its extent, at the origin. */
  Box size() {
    return new Box(
        0, 0, (int) Math.round(width() * letters), rowTop(bars.size()) + (int) letters / 2);
  }

  private int rowTop(int row) {
    return (int) Math.round(letters / 2 + row * ROW * letters);
  }

  void draw(Box plate) {
    pen.shade(plate);
    double strongest = bars.stream().mapToDouble(Annotator.Bar::value).max().orElse(0);
    int barX = plate.x() + (int) Math.round((names + 2) * letters);
    int length = (int) Math.round(BAR * letters);
    int height = Math.max(2, (int) Math.round(letters));
    for (int i = 0; i < bars.size(); i++) {
      Annotator.Bar bar = bars.get(i);
      int colour = bar.value() == strongest ? Pen.BRIGHT : WHITE;
      int top = plate.y() + rowTop(i) + (int) Math.round((ROW - 1) * letters / 2);
      pen.write(Pen.text(bar.name(), letters), plate.x() + (int) letters, top + height, colour);
      pen.fill(new Box(barX, top, length, height), TROUGH);
      int filled = (int) Math.round(bar.value() * length);
      if (filled > 0) {
        pen.fill(new Box(barX, top, filled, height), colour);
      }
    }
  }
}
