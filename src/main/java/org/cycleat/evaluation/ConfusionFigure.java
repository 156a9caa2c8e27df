package org.cycleat.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cycleat.evaluation.Canvas.Anchor;

/**
 * A confusion matrix as a picture: rows are the truth, columns the prediction; each cell has its
 * count and its share of the row, and is shaded by that share.
 */
public final class ConfusionFigure {
  private static final int CELL_HEIGHT = 64;
  private static final int GAP = 14;
  private static final double LABEL = 0.55;
  private static final double SMALL = 0.42;
  private static final int DEEPEST = 0x08306B;

  private final ConfusionMatrix matrix;
  private final int left;
  private final int top;
  private final int cellWidth;

  private ConfusionFigure(ConfusionMatrix matrix) {
    this.matrix = matrix;
    int widest = 0;
    for (String outcome : matrix.outcomes()) {
      widest = Math.max(widest, Canvas.textWidth(outcome, LABEL));
    }
    left = GAP + Math.max(widest, Canvas.textWidth("truth", SMALL)) + GAP;
    top = 64;
    cellWidth = Math.max(78, widest + GAP);
  }

  /** Draws the matrix to a PNG file, which is whole or absent. */
  public static void draw(ConfusionMatrix matrix, Path png) throws IOException {
    var figure = new ConfusionFigure(matrix);
    int columns = matrix.outcomes().size();
    int width = figure.left + Math.max(columns * figure.cellWidth, 240) + GAP;
    try (var canvas = new Canvas(width, figure.top + matrix.codes().size() * CELL_HEIGHT + 40)) {
      figure.names(canvas);
      figure.cells(canvas);
      figure.summary(canvas);
      canvas.save(png);
    }
  }

  private void names(Canvas canvas) {
    List<String> outcomes = matrix.outcomes();
    double middle = left + outcomes.size() * cellWidth / 2.0;
    canvas.text("predicted", middle, 18, SMALL, Anchor.CENTRE, Canvas.INK);
    canvas.text("truth", left - GAP, top - 20, SMALL, Anchor.RIGHT, Canvas.INK);
    for (int k = 0; k < outcomes.size(); k++) {
      double across = left + (k + 0.5) * cellWidth;
      canvas.text(outcomes.get(k), across, top - 20, LABEL, Anchor.CENTRE, Canvas.INK);
    }
    List<String> codes = matrix.codes();
    for (int k = 0; k < codes.size(); k++) {
      double down = top + (k + 0.5) * CELL_HEIGHT;
      canvas.text(codes.get(k), left - GAP, down, LABEL, Anchor.RIGHT, Canvas.INK);
    }
  }

  private void cells(Canvas canvas) {
    long[][] counts = matrix.counts();
    for (int truth = 0; truth < counts.length; truth++) {
      long total = matrix.count(truth);
      for (int predicted = 0; predicted < counts[truth].length; predicted++) {
        double share = total == 0 ? 0 : (double) counts[truth][predicted] / total;
        int x = left + predicted * cellWidth;
        int y = top + truth * CELL_HEIGHT;
        canvas.fill(x, y, cellWidth, CELL_HEIGHT, Canvas.FAINT);
        canvas.fill(x + 1, y + 1, cellWidth - 2, CELL_HEIGHT - 2, shade(share));
        int ink = share > 0.5 ? 0xFFFFFF : Canvas.INK;
        double middle = x + cellWidth / 2.0;
        String count = Long.toString(counts[truth][predicted]);
        String percent = total == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
        canvas.text(count, middle, y + CELL_HEIGHT * 0.36, LABEL, Anchor.CENTRE, ink);
        canvas.text(percent, middle, y + CELL_HEIGHT * 0.7, SMALL, Anchor.CENTRE, ink);
      }
    }
  }

  private void summary(Canvas canvas) {
    double average = matrix.average();
    String mean =
        Double.isNaN(average) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * average);
    double y = top + matrix.codes().size() * CELL_HEIGHT + 20;
    canvas.text(
        "average " + mean + "   n = " + matrix.count(), left, y, SMALL, Anchor.LEFT, Canvas.INK);
  }

  /** From white to the deepest blue. */
  private static int shade(double share) {
    int colour = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int deepest = DEEPEST >> shift & 0xFF;
      colour |= (int) Math.round(255 + share * (deepest - 255)) << shift;
    }
    return colour;
  }
}
