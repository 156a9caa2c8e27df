package org.cycleat.render;

/**
 * How a head is turned, in degrees.
 *
 * @param pan positive turns the head to its own left, which a viewer sees on the right
 * @param tilt positive looks up
 * @param roll positive leans the head towards its own left shoulder: clockwise for a viewer
 */
public record HeadPose(double pan, double tilt, double roll) {
  public static final HeadPose FRONTAL = new HeadPose(0, 0, 0);

  public HeadPose {
    if (!Double.isFinite(pan + tilt + roll)) {
      throw new IllegalArgumentException(
          "angles must be finite, got %s, %s, %s".formatted(pan, tilt, roll));
    }
  }

  /** Turned by pan and tilt only. */
  public HeadPose(double pan, double tilt) {
    this(pan, tilt, 0);
  }

  /**
   * The pose in which the head is seen when the camera is rolled.
   *
   * @param degrees by which the picture turns, clockwise for a viewer
   */
  public HeadPose seenTurned(double degrees) {
    double sine = StrictMath.sin(StrictMath.toRadians(degrees));
    double cosine = StrictMath.cos(StrictMath.toRadians(degrees));
    double[] r = rotation();
    // the rows of x and y, whose third numbers are the direction of sight
    double[] x = new double[3];
    double[] y = new double[3];
    for (int i = 0; i < 3; i++) {
      x[i] = cosine * r[i] + sine * r[3 + i];
      y[i] = cosine * r[3 + i] - sine * r[i];
    }
    return new HeadPose(
        StrictMath.toDegrees(StrictMath.atan2(x[2], r[8])),
        StrictMath.toDegrees(StrictMath.asin(Math.max(-1, Math.min(1, y[2])))),
        StrictMath.toDegrees(StrictMath.atan2(-y[0], y[1])));
  }

  /**
   * The rotation from the head's coordinates to the view's, [3, 3] by rows: first roll, then tilt,
   * then pan, so that the direction of sight has the azimuth {@code pan} and the elevation {@code
   * tilt}.
   */
  double[] rotation() {
    double sinP = StrictMath.sin(StrictMath.toRadians(pan));
    double cosP = StrictMath.cos(StrictMath.toRadians(pan));
    double sinT = StrictMath.sin(StrictMath.toRadians(tilt));
    double cosT = StrictMath.cos(StrictMath.toRadians(tilt));
    double sinR = StrictMath.sin(StrictMath.toRadians(roll));
    double cosR = StrictMath.cos(StrictMath.toRadians(roll));
    return new double[] {
      cosP * cosR + sinP * sinT * sinR,
      cosP * sinR - sinP * sinT * cosR,
      sinP * cosT,
      -cosT * sinR,
      cosT * cosR,
      sinT,
      -sinP * cosR + cosP * sinT * sinR,
      -sinP * sinR - cosP * sinT * cosR,
      cosP * cosT
    };
  }
}
