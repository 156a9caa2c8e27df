package org.cycleat.render;

/**
 * Points of a mesh in the picture. The array grows with the largest mesh and is used again for the
 * next.
 */
final class ProjectedPoints {
  /** Numbers that a point has: x, y, depth, and one unused, so that each lies in one cache line. */
  static final int WIDTH = 4;

  /** What lies nearer to the camera than this share of its distance is not drawn. */
  private static final double NEAR = 0.05;

  /**
   * [V, 4]: x and y in pixels, and the depth, which is the greater, the nearer, and linear along
   * the picture: the magnification of a camera in perspective, the view's z of an orthographic one;
   * NaN where the camera does not see.
   */
  float[] values = {};

  private boolean isOrthographic;

  void project(float[] positions, View view) {
    int count = positions.length / 3;
    if (values.length < WIDTH * count) {
      values = new float[WIDTH * count];
    }
    Camera camera = view.camera();
    isOrthographic = camera.isOrthographic();
    double[] r = view.pose().rotation();
    Point3 pivot = view.pivot();
    double nearest = isOrthographic ? Double.POSITIVE_INFINITY : camera.distance() * (1 - NEAR);
    for (int i = 0; i < count; i++) {
      double dx = positions[3 * i] - pivot.x();
      double dy = positions[3 * i + 1] - pivot.y();
      double dz = positions[3 * i + 2] - pivot.z();
      double z = r[6] * dx + r[7] * dy + r[8] * dz;
      double magnification = camera.magnification(z);
      double scale = camera.pixelsPerUnit() * magnification;
      int to = WIDTH * i;
      values[to] = (float) (camera.centreX() + scale * (r[0] * dx + r[1] * dy + r[2] * dz));
      values[to + 1] = (float) (camera.centreY() - scale * (r[3] * dx + r[4] * dy + r[5] * dz));
      values[to + 2] = z < nearest ? (float) (isOrthographic ? z : magnification) : Float.NaN;
    }
  }

  /** By what a corner's share of a picture's point counts in space: 1 / w. */
  float perspective(int point) {
    return isOrthographic ? 1 : values[WIDTH * point + 2];
  }
}
