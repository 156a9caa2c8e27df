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

  /** Intersection over union, in [0, 1]. */
  public double overlap(Box other) {
    long common = intersection(other);
    return (double) common / (area() + other.area() - common);
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
