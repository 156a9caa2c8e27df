package org.cycleat.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What faces showed over the time of a film: a strip for each face, in which each expression has
 * the share of the height that it has of the probability.
 */
public final class Timeline {

  /**
   * One face.
   *
   * @param seconds [N], ascending
   * @param shares [N][K], each row with the sum 1
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Strip(String name, float[] seconds, float[][] shares) {}

  private static final int WIDTH = 1200;
  private static final int LEFT = 80;
  private static final int RIGHT = WIDTH - 24;
  private static final int TOP = 56;
  private static final int STRIP = 110;
  private static final int GAP = 18;
  private static final int BOTTOM = 56;
  private static final double LETTERS = 0.5;

  private final List<String> names;
  private final List<Strip> strips;
  private final LineChart.Range time;

  /**
   * @param names of the K expressions, ASCII
   * @param strips from the top
   * @param seconds length of the film
   */
  public Timeline(List<String> names, List<Strip> strips, double seconds) {
    this.names = List.copyOf(names);
    this.strips = List.copyOf(strips);
    this.time = LineChart.Range.between(0, Math.max(seconds, 1e-3));
  }

  /** Draws and writes it; the file is whole or absent. */
  public void save(Path png) throws IOException {
    int height = TOP + Math.max(1, strips.size()) * (STRIP + GAP) + BOTTOM;
    try (Canvas canvas = new Canvas(WIDTH, height)) {
      legend(canvas);
      for (int i = 0; i < strips.size(); i++) {
        draw(canvas, strips.get(i), TOP + i * (STRIP + GAP));
      }
      axis(canvas, height - BOTTOM);
      canvas.save(png);
    }
  }

  private void legend(Canvas canvas) {
    double x = LEFT;
    for (int k = 0; k < names.size(); k++) {
      canvas.fill((int) x, 18, 14, 14, Canvas.series(k));
      canvas.text(names.get(k), x + 20, 25, LETTERS, Canvas.Anchor.LEFT, Canvas.INK);
      x += 44 + Canvas.textWidth(names.get(k), LETTERS);
    }
  }

  private void draw(Canvas canvas, Strip strip, int top) {
    canvas.text(strip.name, LEFT - 10, top + STRIP / 2.0, LETTERS, Canvas.Anchor.RIGHT, Canvas.INK);
    canvas.fill(LEFT, top, RIGHT - LEFT, STRIP, 0xF4F4F4);
    int first = 0;
    for (int x = LEFT; x < RIGHT; x++) {
      double until = seconds(x + 1);
      int next = first;
      while (next < strip.seconds.length && strip.seconds[next] < until) {
        next++;
      }
      if (next > first) {
        column(canvas, x, top, mean(Arrays.copyOfRange(strip.shares, first, next)));
      } else if (first > 0 && first < strip.seconds.length && bridges(strip, first)) {
        column(canvas, x, top, strip.shares[first - 1]);
      }
      first = next;
    }
  }

  /** Frames may be farther apart than columns; more than half a second without is a gap. */
  private static boolean bridges(Strip strip, int next) {
    return strip.seconds[next] - strip.seconds[next - 1] < 0.5;
  }

  private static float[] mean(float[][] rows) {
    float[] mean = new float[rows[0].length];
    for (float[] row : rows) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += row[k] / rows.length;
      }
    }
    return mean;
  }

  private static void column(Canvas canvas, int x, int top, float[] shares) {
    double sum = 0;
    for (int k = 0; k < shares.length; k++) {
      int from = top + (int) Math.round(sum * STRIP);
      sum += shares[k];
      int to = top + (int) Math.round(Math.min(1, sum) * STRIP);
      if (to > from) {
        canvas.fill(x, from, 1, to - from, Canvas.series(k));
      }
    }
  }

  private double seconds(int x) {
    return time.low() + (time.high() - time.low()) * (x - LEFT) / (RIGHT - LEFT);
  }

  private void axis(Canvas canvas, int y) {
    canvas.line(LEFT, y, RIGHT, y, Canvas.INK);
    for (long k = time.firstTick(); k <= time.lastTick(); k++) {
      double x = LEFT + time.place(k * time.tick()) * (RIGHT - LEFT);
      canvas.line(x, y, x, y + 5, Canvas.INK);
      canvas.text(time.label(k), x, y + 18, LETTERS, Canvas.Anchor.CENTRE, Canvas.INK);
    }
    canvas.text("seconds", (LEFT + RIGHT) / 2.0, y + 40, LETTERS, Canvas.Anchor.CENTRE, Canvas.INK);
  }
}
