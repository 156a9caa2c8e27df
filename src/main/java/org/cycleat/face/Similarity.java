package org.cycleat.face;

import java.util.List;

/**
 * A similarity transform of the plane: x' = a x - b y + tx, y' = b x + a y + ty.
 *
 * <p>Its scale is sqrt(a^2 + b^2), its rotation atan2(b, a).
 */
public record Similarity(double a, double b, double tx, double ty) {

  public Similarity {
    double determinant = a * a + b * b;
    if (!(determinant > 0 && Double.isFinite(determinant))) {
      throw new IllegalArgumentException("not invertible: a " + a + ", b " + b);
    }
  }

  /** The one similarity that takes p to p' and q to q'; p and q must differ. */
  public static Similarity mapping(Point2 p, Point2 toP, Point2 q, Point2 toQ) {
    // As complex numbers: (q' - p') / (q - p).
    double dx = q.x() - p.x();
    double dy = q.y() - p.y();
    double ex = toQ.x() - toP.x();
    double ey = toQ.y() - toP.y();
    double squared = dx * dx + dy * dy;
    double a = (ex * dx + ey * dy) / squared;
    double b = (ey * dx - ex * dy) / squared;
    return new Similarity(a, b, toP.x() - a * p.x() + b * p.y(), toP.y() - b * p.x() - a * p.y());
  }

  /**
   * The similarity that takes points nearest to others: the least sum of squared distances
   * (Umeyama, "Least-squares estimation of transformation parameters between two point patterns",
   * 1991, in the plane, where a reflection is none).
   *
   * @param from [n], n at least 2, not all in one place
   * @param to [n]
   */
  public static Similarity fitting(List<Point2> from, List<Point2> to) {
    if (from.size() != to.size() || from.size() < 2) {
      throw new IllegalArgumentException(
          "expected as many points as there are targets, at least 2, got "
              + from.size()
              + " and "
              + to.size());
    }
    // As complex numbers about their means p and q: sum of (q conj p) / sum of |p|^2.
    Point2 p = mean(from);
    Point2 q = mean(to);
    double real = 0;
    double imaginary = 0;
    double squared = 0;
    for (int i = 0; i < from.size(); i++) {
      double px = from.get(i).x() - p.x();
      double py = from.get(i).y() - p.y();
      double qx = to.get(i).x() - q.x();
      double qy = to.get(i).y() - q.y();
      real += qx * px + qy * py;
      imaginary += qy * px - qx * py;
      squared += px * px + py * py;
    }
    double a = real / squared;
    double b = imaginary / squared;
    return new Similarity(a, b, q.x() - a * p.x() + b * p.y(), q.y() - b * p.x() - a * p.y());
  }

  private static Point2 mean(List<Point2> points) {
    double x = points.stream().mapToDouble(Point2::x).average().orElseThrow();
    double y = points.stream().mapToDouble(Point2::y).average().orElseThrow();
    return new Point2(x, y);
  }

  public double scale() {
    return StrictMath.hypot(a, b);
  }

  /** In degrees, from x towards y: clockwise for a viewer. */
  public double rotation() {
    return Math.toDegrees(StrictMath.atan2(b, a));
  }

  public Point2 apply(Point2 p) {
    return new Point2(a * p.x() - b * p.y() + tx, b * p.x() + a * p.y() + ty);
  }

  /** The way back. */
  public Similarity inverse() {
    double squared = a * a + b * b;
    return new Similarity(
        a / squared, -b / squared, -(a * tx + b * ty) / squared, (b * tx - a * ty) / squared);
  }
}
