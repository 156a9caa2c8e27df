package org.cycleat.render.mesh;

/**
 * A map of space that keeps straight lines straight.
 *
 * @param rows [3, 4] by which a point (x, y, z, 1) is multiplied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Affine(double[] rows) {
  static final Affine IDENTITY = scale(1, 1, 1);

  static Affine scale(double x, double y, double z) {
    return new Affine(new double[] {x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0});
  }

  static Affine translation(double x, double y, double z) {
    return new Affine(new double[] {1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z});
  }

  /**
   * A turn about an axis, counter-clockwise where the axis points at the viewer.
   *
   * @param radians the angle
   */
  static Affine rotation(double x, double y, double z, double radians) {
    double length = Math.sqrt(x * x + y * y + z * z);
    if (length == 0) {
      return IDENTITY; // no axis, no turn: some programs write 0 0 0 0 for none
    }
    double a = x / length;
    double b = y / length;
    double c = z / length;
    // StrictMath: the same pictures on every machine.
    double cos = StrictMath.cos(radians);
    double sin = StrictMath.sin(radians);
    double rest = 1 - cos;
    return new Affine(
        new double[] {
          rest * a * a + cos,
          rest * a * b - sin * c,
          rest * a * c + sin * b,
          0,
          rest * a * b + sin * c,
          rest * b * b + cos,
          rest * b * c - sin * a,
          0,
          rest * a * c - sin * b,
          rest * b * c + sin * a,
          rest * c * c + cos,
          0
        });
  }

  /** This map after the inner one. */
  Affine after(Affine inner) {
    double[] product = new double[12];
    for (int row = 0; row < 12; row += 4) {
      for (int column = 0; column < 4; column++) {
        double sum = column == 3 ? rows[row + 3] : 0;
        for (int k = 0; k < 3; k++) {
          sum += rows[row + k] * inner.rows[4 * k + column];
        }
        product[row + column] = sum;
      }
    }
    return new Affine(product);
  }

  /**
   * One coordinate of a moved point.
   *
   * @param axis 0 to 2
   */
  float apply(int axis, float x, float y, float z) {
    int row = 4 * axis;
    return (float) (rows[row] * x + rows[row + 1] * y + rows[row + 2] * z + rows[row + 3]);
  }

  /** Whether it turns clockwise into counter-clockwise. */
  boolean mirrors() {
    return rows[0] * (rows[5] * rows[10] - rows[6] * rows[9])
            - rows[1] * (rows[4] * rows[10] - rows[6] * rows[8])
            + rows[2] * (rows[4] * rows[9] - rows[5] * rows[8])
        < 0;
  }
}
