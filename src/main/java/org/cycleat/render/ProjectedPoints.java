package org.cycleat.render;

/**
 * Points of a mesh in the picture. The arrays grow with the largest mesh and are used again for the
 * next.
 */
final class ProjectedPoints {
  /** What lies nearer to the camera than this share of its distance is not drawn. */
  private static final double NEAR = 0.05;

  float[] x = {}; // pixels
  float[] y = {};

  /**
   * The greater, the nearer, and linear along the picture: the magnification of a camera in
   * perspective, the view's z of an orthographic one. NaN where the camera does not see.
   */
  float[] depth = {};

  private boolean isOrthographic;

  void project(float[] positions, View view) {
    int count = positions.length / 3;
    if (x.length < count) {
      x = new float[count];
      y = new float[count];
      depth = new float[count];
    }
    Camera camera = view.camera();
    isOrthographic = camera.isOrthographic();
    double[] r = view.pose().rotation();
    Point3 pivot = view.pivot();
    double scale = camera.pixelsPerUnit();
    double nearest = isOrthographic ? Double.POSITIVE_INFINITY : camera.distance() * (1 - NEAR);
    for (int i = 0; i < count; i++) {
      double dx = positions[3 * i] - pivot.x();
      double dy = positions[3 * i + 1] - pivot.y();
      double dz = positions[3 * i + 2] - pivot.z();
      double z = r[6] * dx + r[7] * dy + r[8] * dz;
      double magnification = camera.magnification(z);
      x[i] =
          (float) (camera.centreX() + scale * magnification * (r[0] * dx + r[1] * dy + r[2] * dz));
      y[i] =
          (float) (camera.centreY() - scale * magnification * (r[3] * dx + r[4] * dy + r[5] * dz));
      depth[i] = z < nearest ? (float) (isOrthographic ? z : magnification) : Float.NaN;
    }
  }

  /** By what a corner's share of a picture's point counts in space: 1 / w. */
  float perspective(int point) {
    return isOrthographic ? 1 : depth[point];
  }
}
