package org.cycleat.face;

/** A point of the image plane, in pixels. */
public record Point2(double x, double y) {

  public double distanceTo(Point2 other) {
    return StrictMath.hypot(other.x - x, other.y - y);
  }

  public Point2 midpoint(Point2 other) {
    return new Point2((x + other.x) / 2, (y + other.y) / 2);
  }
}
