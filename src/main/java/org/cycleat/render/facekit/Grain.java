package org.cycleat.render.facekit;

import org.cycleat.render.Point3;

/** A smooth random field in space (value noise), the same for the same seed. */
record Grain(int seed) {

  /** Between -1 and 1; it changes over distances of about one. */
  double at(double x, double y, double z) {
    int i = (int) Math.floor(x);
    int j = (int) Math.floor(y);
    int k = (int) Math.floor(z);
    double u = smooth(x - i);
    double v = smooth(y - j);
    double w = smooth(z - k);
    double sum = 0;
    for (int corner = 0; corner < 8; corner++) {
      int right = corner & 1;
      int up = corner >> 1 & 1;
      int front = corner >> 2;
      double weight = (right == 1 ? u : 1 - u) * (up == 1 ? v : 1 - v) * (front == 1 ? w : 1 - w);
      sum += weight * hash(i + right, j + up, k + front);
    }
    return sum;
  }

  /**
   * @param scale the size of its features in the place's unit
   */
  double at(Point3 p, double scale) {
    return at(p.x() / scale, p.y() / scale, p.z() / scale);
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  private double hash(int x, int y, int z) {
    int h = seed + x * 0x9E3779B1 + y * 0x85EBCA77 + z * 0xC2B2AE3D;
    h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
    h = (h ^ (h >>> 12)) * 0x297A2D39;
    return (h ^ (h >>> 15)) / 2147483648.0;
  }
}
