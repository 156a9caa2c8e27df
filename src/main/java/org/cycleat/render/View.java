package org.cycleat.render;

/**
 * A head in front of a camera.
 *
 * @param pivot the point of the model that the head turns about and the camera looks at
 */
public record View(HeadPose pose, Point3 pivot, Camera camera) {

  /** Where points of the model come to be: x and y in pixels, z in the model's unit. */
  public Projection projection() {
    return new Projection(this, pose.rotation());
  }

  /** A view with its rotation at hand, [3, 3]. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Projection(View view, double[] rotation) {

    /** Where a point of the model comes to be: x and y in pixels, z in the model's unit. */
    public Point3 of(Point3 p) {
      double dx = p.x() - view.pivot.x();
      double dy = p.y() - view.pivot.y();
      double dz = p.z() - view.pivot.z();
      double x = rotation[0] * dx + rotation[1] * dy + rotation[2] * dz;
      double y = rotation[3] * dx + rotation[4] * dy + rotation[5] * dz;
      double z = rotation[6] * dx + rotation[7] * dy + rotation[8] * dz;
      Camera camera = view.camera;
      double scale = camera.pixelsPerUnit() * camera.magnification(z);
      return new Point3(camera.centreX() + scale * x, camera.centreY() - scale * y, z);
    }
  }
}
