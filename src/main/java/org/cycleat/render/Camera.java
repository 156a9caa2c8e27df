package org.cycleat.render;

/**
 * From the view's coordinates, whose origin is the point that the camera looks at, to pixels: x_px
 * = centreX + pixelsPerUnit * x * m and y_px = centreY - pixelsPerUnit * y * m, where the
 * magnification m is 1 for an orthographic camera and distance / (distance - z) for one in
 * perspective.
 *
 * @param pixelsPerUnit scale at the point looked at
 * @param centreX where that point appears, pixels
 * @param centreY where that point appears, pixels
 * @param distance of the camera from that point in the model's unit; infinite: orthographic
 */
public record Camera(double pixelsPerUnit, double centreX, double centreY, double distance) {

  public Camera {
    if (!(pixelsPerUnit > 0) || !Double.isFinite(pixelsPerUnit + centreX + centreY)) {
      throw new IllegalArgumentException(
          "a camera needs a positive scale and a finite centre, got %s, (%s, %s)"
              .formatted(pixelsPerUnit, centreX, centreY));
    }
    if (!(distance > 0)) {
      throw new IllegalArgumentException("distance must be positive, got " + distance);
    }
  }

  public static Camera orthographic(double pixelsPerUnit, double centreX, double centreY) {
    return new Camera(pixelsPerUnit, centreX, centreY, Double.POSITIVE_INFINITY);
  }

  public boolean isOrthographic() {
    return Double.isInfinite(distance);
  }

  /** What is at this depth appears larger by so much; negative or infinite behind the camera. */
  double magnification(double z) {
    return isOrthographic() ? 1 : distance / (distance - z);
  }
}
