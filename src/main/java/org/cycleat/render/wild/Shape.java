package org.cycleat.render.wild;

/** A region of the picture, as the distance to its edge. */
interface Shape {

  /** Pixels to the edge, about: negative inside. */
  float distance(float x, float y);

  static Shape ellipse(double centreX, double centreY, double radiusX, double radiusY) {
    float cx = (float) centreX;
    float cy = (float) centreY;
    float a = (float) (1 / radiusX);
    float b = (float) (1 / radiusY);
    float least = (float) -Math.min(radiusX, radiusY);
    return (x, y) -> {
      float u = (x - cx) * a;
      float v = (y - cy) * b;
      double toEdge = Math.sqrt(u * u + v * v);
      double slope = Math.sqrt(u * u * a * a + v * v * b * b);
      // at the very centre the slope is none
      return slope < 1e-9 ? least : (float) (toEdge * (toEdge - 1) / slope);
    };
  }

  /** A bar with round ends, whose radius changes evenly from one end to the other. */
  static Shape bar(Spot from, Spot to, double radiusFrom, double radiusTo) {
    float ax = (float) from.x();
    float ay = (float) from.y();
    float bx = (float) (to.x() - from.x());
    float by = (float) (to.y() - from.y());
    float scale = 1 / Math.max(1e-6f, bx * bx + by * by);
    float grow = (float) (radiusTo - radiusFrom);
    float radius = (float) radiusFrom;
    return (x, y) -> {
      float px = x - ax;
      float py = y - ay;
      float along = Math.max(0, Math.min(1, (px * bx + py * by) * scale));
      float dx = px - along * bx;
      float dy = py - along * by;
      return (float) Math.sqrt(dx * dx + dy * dy) - radius - along * grow;
    };
  }

  /** A rectangle with round corners. */
  static Shape box(double left, double top, double right, double bottom, double corner) {
    float cx = (float) ((left + right) / 2);
    float cy = (float) ((top + bottom) / 2);
    float r = (float) Math.min(corner, Math.min(right - left, bottom - top) / 2);
    float hx = (float) ((right - left) / 2) - r;
    float hy = (float) ((bottom - top) / 2) - r;
    return (x, y) -> {
      float dx = Math.abs(x - cx) - hx;
      float dy = Math.abs(y - cy) - hy;
      float ox = Math.max(0, dx);
      float oy = Math.max(0, dy);
      return (float) Math.sqrt(ox * ox + oy * oy) + Math.min(0, Math.max(dx, dy)) - r;
    };
  }

  /** All on the one side of a line through a point, towards (towardsX, towardsY) of length 1. */
  static Shape beyond(Spot point, double towardsX, double towardsY) {
    float px = (float) point.x();
    float py = (float) point.y();
    float tx = (float) towardsX;
    float ty = (float) towardsY;
    return (x, y) -> (px - x) * tx + (py - y) * ty;
  }

  default Shape or(Shape other) {
    return (x, y) -> Math.min(distance(x, y), other.distance(x, y));
  }

  default Shape and(Shape other) {
    return (x, y) -> Math.max(distance(x, y), other.distance(x, y));
  }

  default Shape without(Shape other) {
    return (x, y) -> Math.max(distance(x, y), -other.distance(x, y));
  }

  /** The edge only, so many pixels wide. */
  default Shape outline(double width) {
    float half = (float) (width / 2);
    return (x, y) -> Math.abs(distance(x, y)) - half;
  }

  /**
   * With an uneven edge.
   *
   * @param size of the unevenness along the edge, pixels
   * @param amount by which the edge moves out or in at most, pixels
   */
  default Shape rough(Noise noise, double size, double amount) {
    float scale = (float) (1 / size);
    float by = (float) (2 * amount);
    return (x, y) -> distance(x, y) + by * (noise.fractal(x * scale, y * scale, 2) - 0.5f);
  }
}
