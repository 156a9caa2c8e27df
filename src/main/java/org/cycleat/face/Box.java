package org.cycleat.face;

/** An axis-parallel rectangle in whole pixels: upper left corner and extent. */
public record Box(int x, int y, int width, int height) {

  public Box {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a box needs a positive width and height, got " + width + " x " + height);
    }
  }

  public long area() {
    return (long) width * height;
  }

  public Point2 centre() {
    return new Point2(x + width / 2.0, y + height / 2.0);
  }

  /** The common area of two boxes in square pixels, 0 when they are apart. */
  public long intersection(Box other) {
    long w = Math.min((long) x + width, (long) other.x + other.width) - Math.max(x, other.x);
    long h = Math.min((long) y + height, (long) other.y + other.height) - Math.max(y, other.y);
    return w > 0 && h > 0 ? w * h : 0;
  }

  /** The smallest box that holds both. */
  Box around(Box other) {
    int left = Math.min(x, other.x);
    int top = Math.min(y, other.y);
    int right = Math.max(x + width, other.x + other.width);
    int bottom = Math.max(y + height, other.y + other.height);
    return new Box(left, top, right - left, bottom - top);
  }

  /** The other box in coordinates that begin at this one's upper left corner. */
  Box local(Box other) {
    return new Box(other.x - x, other.y - y, other.width, other.height);
  }

  boolean contains(Box other) {
    return around(other).equals(this);
  }

  /** The distance to another box, along the axes; 0 where they touch. */
  long gap(Box other) {
    long across = Math.max(0, Math.max(other.x - x - width, x - other.x - other.width));
    long down = Math.max(0, Math.max(other.y - y - height, y - other.y - other.height));
    return across + down;
  }

  /** Intersection over union, in [0, 1]. */
  public double overlap(Box other) {
    long common = intersection(other);
    return (double) common / (area() + other.area() - common);
  }

  /**
   * How much a face in this box is the subject of its photo: by its area, where one at the edge
   * counts less than one at the centre.
   */
  public double prominence(int imageWidth, int imageHeight) {
    Point2 middle = new Point2(imageWidth / 2.0, imageHeight / 2.0);
    double reach = Math.hypot(imageWidth, imageHeight) / 2;
    return area() * (1 - 0.7 * centre().distanceTo(middle) / reach);
  }

  /** The part inside a picture of this size; a box wholly outside becomes the nearest pixel. */
  public Box clip(int imageWidth, int imageHeight) {
    int left = clamp(x, 0, imageWidth - 1);
    int top = clamp(y, 0, imageHeight - 1);
    int right = clamp(x + width, left + 1, imageWidth);
    int bottom = clamp(y + height, top + 1, imageHeight);
    return new Box(left, top, right - left, bottom - top);
  }

  private static int clamp(int value, int low, int high) {
    return Math.max(low, Math.min(value, high));
  }
}
