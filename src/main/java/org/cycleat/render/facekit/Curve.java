package org.cycleat.render.facekit;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.render.Point3;

/** A smooth line through points (Catmull and Rom's spline), as a chain of short straight pieces. */
final class Curve {
  private static final int PIECES = 8;

  private final List<Point3> points = new ArrayList<>();
  private final boolean isClosed;

  private Curve(boolean isClosed) {
    this.isClosed = isClosed;
  }

  static Curve open(List<Point3> through) {
    Curve curve = new Curve(false);
    for (int i = 0; i + 1 < through.size(); i++) {
      curve.add(
          through.get(Math.max(0, i - 1)),
          through.get(i),
          through.get(i + 1),
          through.get(Math.min(through.size() - 1, i + 2)));
    }
    curve.points.add(through.get(through.size() - 1));
    return curve;
  }

  static Curve closed(List<Point3> through) {
    Curve curve = new Curve(true);
    int n = through.size();
    for (int i = 0; i < n; i++) {
      curve.add(
          through.get((i + n - 1) % n),
          through.get(i),
          through.get((i + 1) % n),
          through.get((i + 2) % n));
    }
    return curve;
  }

  private void add(Point3 before, Point3 from, Point3 to, Point3 after) {
    for (int piece = 0; piece < PIECES; piece++) {
      double t = (double) piece / PIECES;
      points.add(
          before
              .times(-t * (1 - t) * (1 - t) / 2)
              .plus(from.times(1 + t * t * (1.5 * t - 2.5)))
              .plus(to.times(t * (0.5 + t * (2 - 1.5 * t))))
              .plus(after.times(t * t * (t - 1) / 2)));
    }
  }

  /**
   * The nearest point of the curve.
   *
   * @param distance from it
   * @param along where on the curve it is, from 0 at its first point to 1 at its last
   */
  record Nearest(double distance, double along) {}

  /**
   * @param depth by what distances along z count: 0 measures as seen from the front
   */
  Nearest nearest(Point3 p, double depth) {
    double least = Double.POSITIVE_INFINITY;
    double along = 0;
    int pieces = isClosed ? points.size() : points.size() - 1;
    for (int i = 0; i < pieces; i++) {
      Point3 a = flattened(points.get(i).minus(p), depth);
      Point3 d = flattened(points.get((i + 1) % points.size()).minus(p), depth).minus(a);
      double squared = dot(d, d);
      double t = squared > 0 ? Math.max(0, Math.min(1, -dot(a, d) / squared)) : 0;
      double distance = a.plus(d.times(t)).length();
      if (distance < least) {
        least = distance;
        along = (i + t) / pieces;
      }
    }
    return new Nearest(least, along);
  }

  /** Whether a closed curve goes around a point, seen from the front. */
  boolean surrounds(Point3 p) {
    boolean isInside = false;
    for (int i = 0; i < points.size(); i++) {
      Point3 a = points.get(i);
      Point3 b = points.get((i + 1) % points.size());
      if (a.y() > p.y() != b.y() > p.y()
          && p.x() < a.x() + (p.y() - a.y()) / (b.y() - a.y()) * (b.x() - a.x())) {
        isInside = !isInside;
      }
    }
    return isInside;
  }

  private static Point3 flattened(Point3 p, double depth) {
    return new Point3(p.x(), p.y(), p.z() * depth);
  }

  private static double dot(Point3 a, Point3 b) {
    return a.x() * b.x() + a.y() * b.y() + a.z() * b.z();
  }
}
