package org.cycleat.render;

/** A point or direction in three dimensions. */
public record Point3(double x, double y, double z) {
  public static final Point3 ORIGIN = new Point3(0, 0, 0);

  /** The n-th point of [V, 3] coordinates. */
  public static Point3 of(float[] positions, int n) {
    return new Point3(positions[3 * n], positions[3 * n + 1], positions[3 * n + 2]);
  }

  public Point3 plus(Point3 other) {
    return new Point3(x + other.x, y + other.y, z + other.z);
  }

  public Point3 minus(Point3 other) {
    return new Point3(x - other.x, y - other.y, z - other.z);
  }

  public Point3 times(double factor) {
    return new Point3(x * factor, y * factor, z * factor);
  }

  /** Of each coordinate the lesser. */
  public Point3 least(Point3 other) {
    return new Point3(Math.min(x, other.x), Math.min(y, other.y), Math.min(z, other.z));
  }

  /** Of each coordinate the greater. */
  public Point3 most(Point3 other) {
    return new Point3(Math.max(x, other.x), Math.max(y, other.y), Math.max(z, other.z));
  }

  public double length() {
    return Math.sqrt(x * x + y * y + z * z);
  }

  /**
   * The same direction of length 1.
   *
   * @throws IllegalArgumentException where there is no direction
   */
  public Point3 unit() {
    double length = length();
    if (!(length > 0 && Double.isFinite(length))) {
      throw new IllegalArgumentException("no direction: " + this);
    }
    return times(1 / length);
  }
}
