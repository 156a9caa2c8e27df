package org.cycleat.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Lines over one horizontal and one vertical axis with round ticks, as SVG for a page whose style
 * sheet colours the k-th line by the class {@code s}k; they repeat after seven.
 */
final class LineChart {
  /**
   * One line.
   *
   * @param points (x, y) from left to right; one that is not finite interrupts the line
   */
  record Line(String name, List<double[]> points) {}

  private static final int WIDTH = 480;
  private static final int HEIGHT = 240;
  private static final int LEFT = 56;
  private static final int RIGHT = WIDTH - 16;
  private static final int TOP = 12;
  private static final int FLOOR = HEIGHT - 44;
  private static final int COLOURS = 7;

  private final Range xs;
  private final Range ys;
  private final StringBuilder svg = new StringBuilder();

  private LineChart(List<Line> lines) {
    xs = Range.of(lines, point -> point[0]);
    ys = Range.of(lines, point -> point[1]);
  }

  /**
   * The svg element.
   *
   * @param alt what the chart shows, for those who do not see it; plain text
   */
  static String svg(String alt, List<Line> lines) {
    var chart = new LineChart(lines);
    chart.axes();
    for (int k = 0; k < lines.size(); k++) {
      chart.line(lines.get(k), colour(k));
    }
    return "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n%s</svg>\n"
        .formatted(WIDTH, HEIGHT, Html.escape(alt), chart.svg);
  }

  /** The style sheet's class of the k-th line. */
  static String colour(int k) {
    return "s" + k % COLOURS;
  }

  private void axes() {
    for (long k = ys.firstTick(); k <= ys.lastTick(); k++) {
      double y = down(k * ys.tick);
      rule("grid", LEFT, y, RIGHT, y);
      text("end", LEFT - 6, y + 4, ys.label(k));
    }
    for (long k = xs.firstTick(); k <= xs.lastTick(); k++) {
      double x = across(k * xs.tick);
      rule("axis", x, FLOOR, x, FLOOR + 4);
      text("middle", x, FLOOR + 18, xs.label(k));
    }
    rule("axis", LEFT, FLOOR, RIGHT, FLOOR);
    text("middle", (LEFT + RIGHT) / 2.0, FLOOR + 36, "step");
  }

  private void line(Line line, String colour) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < line.points().size(); i++) {
      double[] point = line.points().get(i);
      if (finite(point)) {
        boolean isLast = i + 1 == line.points().size() || !finite(line.points().get(i + 1));
        if (!drawing && isLast) { // a value between two gaps is seen too
          append(
              "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"2\"/>\n",
              colour, across(point[0]), down(point[1]));
        } else {
          path.append(drawing ? "L" : "M")
              .append(String.format(Locale.ROOT, "%.1f %.1f", across(point[0]), down(point[1])));
        }
      }
      drawing = finite(point);
    }
    if (!path.isEmpty()) {
      append("<path class=\"%s\" d=\"%s\"/>\n", colour, path);
    }
  }

  private double across(double x) {
    return LEFT + xs.place(x) * (RIGHT - LEFT);
  }

  private double down(double y) {
    return FLOOR - ys.place(y) * (FLOOR - TOP);
  }

  private void rule(String kind, double x1, double y1, double x2, double y2) {
    append(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
        kind, x1, y1, x2, y2);
  }

  private void text(String anchor, double x, double y, String text) {
    append("<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", anchor, x, y, text);
  }

  private void append(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
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
