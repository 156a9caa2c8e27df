package org.cycleat.face;

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

  public double scale() {
    return Math.hypot(a, b);
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
