package org.cycleat.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.cycleat.evaluation.Canvas.Anchor;

/** Lines over one horizontal and one vertical axis, with round ticks and a legend. */
final class LineChart {
  /**
   * One line.
   *
   * @param points (x, y) from left to right; one that is not finite interrupts the line
   */
  record Line(String name, List<double[]> points) {}

  private static final int WIDTH = 900;
  private static final int HEIGHT = 460;
  private static final int LEFT = 84;
  private static final int BOTTOM = 52;
  private static final int TOP = 20;
  private static final int LEGEND_ROW = 20;
  private static final double TEXT = 0.42;

  private final Range xs;
  private final Range ys;
  private final int right;

  private LineChart(List<Line> lines) {
    xs = Range.of(lines, point -> point[0]);
    ys = Range.of(lines, point -> point[1]);
    int widest = 0;
    for (Line line : lines) {
      widest = Math.max(widest, Canvas.textWidth(line.name(), TEXT));
    }
    right = WIDTH - widest - 56;
  }

  static void draw(List<Line> lines, Path png) throws IOException {
    var chart = new LineChart(lines);
    int height = Math.max(HEIGHT, TOP + LEGEND_ROW * lines.size() + BOTTOM);
    try (var canvas = new Canvas(WIDTH, height)) {
      chart.axes(canvas, height - BOTTOM);
      for (int k = 0; k < lines.size(); k++) {
        chart.line(canvas, lines.get(k), Canvas.series(k), height - BOTTOM);
        double y = TOP + LEGEND_ROW * (k + 0.5);
        canvas.fill(chart.right + 16, (int) y - 1, 20, 3, Canvas.series(k));
        canvas.text(lines.get(k).name(), chart.right + 42, y, TEXT, Anchor.LEFT, Canvas.INK);
      }
      canvas.save(png);
    }
  }

  private void axes(Canvas canvas, int floor) {
    for (long k = ys.firstTick(); k <= ys.lastTick(); k++) {
      double y = floor - ys.place(k * ys.tick) * (floor - TOP);
      canvas.line(LEFT, y, right, y, Canvas.FAINT);
      canvas.text(ys.label(k), LEFT - 8, y, TEXT, Anchor.RIGHT, Canvas.INK);
    }
    for (long k = xs.firstTick(); k <= xs.lastTick(); k++) {
      double x = LEFT + xs.place(k * xs.tick) * (right - LEFT);
      canvas.line(x, floor, x, floor + 5, Canvas.INK);
      canvas.text(xs.label(k), x, floor + 16, TEXT, Anchor.CENTRE, Canvas.INK);
    }
    canvas.line(LEFT, floor, right, floor, Canvas.INK);
    canvas.text("step", (LEFT + right) / 2.0, floor + 38, TEXT, Anchor.CENTRE, Canvas.INK);
  }

  private void line(Canvas canvas, Line line, int colour, int floor) {
    double[] last = null;
    for (double[] point : line.points()) {
      if (!finite(point)) {
        last = null;
        continue;
      }
      double x = LEFT + xs.place(point[0]) * (right - LEFT);
      double y = floor - ys.place(point[1]) * (floor - TOP);
      if (last == null) {
        canvas.dot(x, y, 1, colour); // a value between two gaps is seen too
      } else {
        canvas.line(last[0], last[1], x, y, colour);
      }
      last = new double[] {x, y};
    }
  }

  private static boolean finite(double[] point) {
    return Double.isFinite(point[0]) && Double.isFinite(point[1]);
  }

  /** An axis from low to high, with ticks at whole multiples of 1, 2 or 5 times a power of ten. */
  record Range(double low, double high, double tick) {
    private static final int MOST_TICKS = 8;

    static Range of(List<Line> lines, ToDoubleFunction<double[]> coordinate) {
      double[] values =
          lines.stream()
              .flatMap(line -> line.points().stream())
              .filter(LineChart::finite)
              .mapToDouble(coordinate)
              .toArray();
      return values.length == 0 ? between(0, 1) : between(min(values), max(values));
    }

    /** The axis of values from low to high; equal ones, as of a single step, get room around. */
    static Range between(double low, double high) {
      double room = high > low ? 0 : Math.max(Math.abs(low), 1) / 2;
      double rough = (high - low + 2 * room) / MOST_TICKS * (1 - 1e-9); // 0.04 / 8 is 0.005
      double power = Math.pow(10, Math.floor(Math.log10(rough)));
      double tick = 10 * power;
      for (int factor : new int[] {5, 2, 1}) {
        tick = factor * power >= rough ? factor * power : tick;
      }
      return new Range(low - room, high + room, tick);
    }

    /** Where a value lies on the axis: 0 at its low end, 1 at its high end. */
    double place(double value) {
      return (value - low) / (high - low);
    }

    long firstTick() {
      return (long) Math.ceil(low / tick - 1e-9);
    }

    long lastTick() {
      return (long) Math.floor(high / tick + 1e-9);
    }

    /** The k-th multiple of the tick with the decimals that tell it from its neighbours. */
    String label(long k) {
      int decimals = (int) Math.max(0, -Math.floor(Math.log10(tick) + 1e-9));
      return decimals > 5
          ? String.format(Locale.ROOT, "%.1e", k * tick)
          : String.format(Locale.ROOT, "%." + decimals + "f", k * tick);
    }

    private static double min(double[] values) {
      return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
      return Arrays.stream(values).max().orElseThrow();
    }
  }
}
