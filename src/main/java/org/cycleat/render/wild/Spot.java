package org.cycleat.render.wild;

/** A place in the picture, pixels. */
record Spot(double x, double y) {

  Spot plus(double right, double down) {
    return new Spot(x + right, y + down);
  }

  /** On the line to another spot; a share beyond [0, 1] lies beyond the ends. */
  Spot towards(Spot other, double share) {
    return new Spot(x + share * (other.x - x), y + share * (other.y - y));
  }

  double distance(Spot other) {
    return Math.sqrt((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y));
  }
}
