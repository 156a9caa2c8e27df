package org.cycleat.render;

/**
 * A head in front of a camera.
 *
 * @param pivot the point of the model that the head turns about and the camera looks at
 */
public record View(HeadPose pose, Point3 pivot, Camera camera) {

  /** Where a point of the model comes to be: x and y in pixels, z in the model's unit. */
  public Point3 project(Point3 p) {
    double[] r = pose.rotation();
    double dx = p.x() - pivot.x();
    double dy = p.y() - pivot.y();
    double dz = p.z() - pivot.z();
    double x = r[0] * dx + r[1] * dy + r[2] * dz;
    double y = r[3] * dx + r[4] * dy + r[5] * dz;
    double z = r[6] * dx + r[7] * dy + r[8] * dz;
    double scale = camera.pixelsPerUnit() * camera.magnification(z);
    return new Point3(camera.centreX() + scale * x, camera.centreY() - scale * y, z);
  }
}
