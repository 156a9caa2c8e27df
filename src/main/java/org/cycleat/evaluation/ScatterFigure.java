package org.cycleat.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.cycleat.evaluation.Canvas.Anchor;

/**
 * The paper's Figure 4: clouds of points in three dimensions, as generated, target and selected
 * faces after t-SNE, in isometric projection; in two dimensions as they are.
 */
public final class ScatterFigure {
  /**
   * Points of one kind.
   *
   * @param name for the legend
   * @param points each with 2 or 3 finite coordinates, all clouds alike
   * @param radiusPixels of a point's dot
   */
  public record Cloud(String name, List<double[]> points, double radiusPixels) {}

  private static final int SIZE = 760;
  private static final int LEGEND = 40;
  private static final double TEXT = 0.45;
  private static final double COS_30 = Math.sqrt(3) / 2;

  /** A dot on the picture; greater depths are nearer to the eye. */
  private record Dot(double x, double y, double depth, double radius, int colour) {}

  private final double[] centre;
  private final double halfEdge;

  /** Of the points of all clouds; three where there are none. */
  static int dimensions(List<double[]> points) {
    int dimensions = points.isEmpty() ? 3 : points.get(0).length;
    if (dimensions < 2 || dimensions > 3) {
      throw new IllegalArgumentException("points: expected 2 or 3 coordinates, got " + dimensions);
    }
    return dimensions;
  }

  private ScatterFigure(List<double[]> points) {
    int dimensions = dimensions(points);
    centre = new double[dimensions];
    double longest = 0;
    for (int axis = 0; axis < dimensions; axis++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double[] point : points) {
        if (point.length != dimensions || !Double.isFinite(point[axis])) {
          throw new IllegalArgumentException(
              "points: expected "
                  + dimensions
                  + " finite coordinates, got "
                  + Arrays.toString(point));
        }
        low = Math.min(low, point[axis]);
        high = Math.max(high, point[axis]);
      }
      centre[axis] = points.isEmpty() ? 0 : (low + high) / 2;
      longest = points.isEmpty() ? 0 : Math.max(longest, high - low);
    }
    // One scale for all axes: t-SNE's distances mean the same in every direction.
    halfEdge = longest > 0 ? longest / 2 : 1;
  }

  /** Draws the clouds, later ones over earlier ones of equal depth, to a PNG file. */
  public static void draw(List<Cloud> clouds, Path png) throws IOException {
    var figure =
        new ScatterFigure(clouds.stream().flatMap(cloud -> cloud.points().stream()).toList());
    try (var canvas = new Canvas(SIZE, SIZE + LEGEND)) {
      figure.frame(canvas);
      figure.dots(clouds).forEach(dot -> canvas.dot(dot.x, dot.y, dot.radius, dot.colour));
      double x = 24;
      for (int k = 0; k < clouds.size(); k++) {
        String text = clouds.get(k).name() + " (" + clouds.get(k).points().size() + ")";
        canvas.dot(x, SIZE + 12, 5, Canvas.series(k));
        canvas.text(text, x + 14, SIZE + 12, TEXT, Anchor.LEFT, Canvas.INK);
        x += Canvas.textWidth(text, TEXT) + 44;
      }
      canvas.save(png);
    }
  }

  private List<Dot> dots(List<Cloud> clouds) {
    List<Dot> dots = new ArrayList<>();
    for (int k = 0; k < clouds.size(); k++) {
      for (double[] point : clouds.get(k).points()) {
        var unit = new double[centre.length]; // in [-1, 1]
        for (int axis = 0; axis < unit.length; axis++) {
          unit[axis] = (point[axis] - centre[axis]) / halfEdge;
        }
        double[] place = project(unit);
        double depth = unit.length == 2 ? 0 : unit[0] + unit[1] + unit[2];
        dots.add(
            new Dot(place[0], place[1], depth, clouds.get(k).radiusPixels(), Canvas.series(k)));
      }
    }
    dots.sort(Comparator.comparingDouble(Dot::depth)); // stable
    return dots;
  }

  /** The edges of the cube or square around the points. */
  private void frame(Canvas canvas) {
    int corners = 1 << centre.length;
    for (int corner = 0; corner < corners; corner++) {
      for (int axis = 0; axis < centre.length; axis++) {
        if ((corner >> axis & 1) == 0) {
          double[] from = project(corner(corner));
          double[] to = project(corner(corner | 1 << axis));
          canvas.line(from[0], from[1], to[0], to[1], Canvas.FAINT);
        }
      }
    }
  }

  private double[] corner(int bits) {
    var unit = new double[centre.length];
    for (int axis = 0; axis < unit.length; axis++) {
      unit[axis] = (bits >> axis & 1) == 0 ? -1 : 1;
    }
    return unit;
  }

  /** From [-1, 1] to pixels; in three dimensions seen along (-1, -1, -1), third axis upwards. */
  private static double[] project(double[] unit) {
    boolean flat = unit.length == 2;
    double right = flat ? unit[0] : (unit[0] - unit[1]) * COS_30;
    double up = flat ? unit[1] : unit[2] - (unit[0] + unit[1]) / 2;
    double scale = (SIZE / 2.0 - 20) / (flat ? 1 : 2);
    return new double[] {SIZE / 2.0 + right * scale, SIZE / 2.0 - up * scale};
  }
}
