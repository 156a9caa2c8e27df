package org.cycleat.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ViewTest {
  private static final Point3 NOSE = new Point3(0, 0, 2);
  private static final Point3 OWN_LEFT_EAR = new Point3(1, 0, 0);
  private static final Point3 CROWN = new Point3(0, 3, 0);

  private static Point3 seen(HeadPose pose, Point3 point) {
    return new View(pose, Point3.ORIGIN, Camera.orthographic(10, 50, 40)).projection().of(point);
  }

  private static void assertPoint(double x, double y, double z, Point3 point) {
    assertEquals(x, point.x(), 1e-9, "x");
    assertEquals(y, point.y(), 1e-9, "y");
    assertEquals(z, point.z(), 1e-9, "z");
  }

  @Test
  void frontalHeadLooksAtTheViewer() {
    assertPoint(50, 40, 2, seen(HeadPose.FRONTAL, NOSE));
    assertPoint(60, 40, 0, seen(HeadPose.FRONTAL, OWN_LEFT_EAR));
    assertPoint(50, 10, 0, seen(HeadPose.FRONTAL, CROWN));
  }

  @Test
  void positivePanTurnsToTheOwnLeft() {
    double angle = Math.toRadians(30);
    assertPoint(
        50 + 20 * Math.sin(angle), 40, 2 * Math.cos(angle), seen(new HeadPose(30, 0), NOSE));
    assertTrue(seen(new HeadPose(30, 0), OWN_LEFT_EAR).z() < 0, "its own left ear moves away");
  }

  @Test
  void positiveTiltLooksUp() {
    double angle = Math.toRadians(20);
    assertPoint(
        50, 40 - 20 * Math.sin(angle), 2 * Math.cos(angle), seen(new HeadPose(0, 20), NOSE));
    assertTrue(seen(new HeadPose(0, 20), CROWN).z() < 0, "the crown moves back");
  }

  @Test
  void positiveRollLeansToTheOwnLeftShoulder() {
    double angle = Math.toRadians(40);
    assertPoint(
        50 + 30 * Math.sin(angle),
        40 - 30 * Math.cos(angle),
        0,
        seen(new HeadPose(0, 0, 40), CROWN));
  }

  @Test
  void directionOfSightHasPanAsAzimuthAndTiltAsElevation() {
    Point3 nose = seen(new HeadPose(35, -15, 12), new Point3(0, 0, 1));
    double elevation = Math.toRadians(-15);
    double azimuth = Math.toRadians(35);
    assertPoint(
        50 + 10 * Math.cos(elevation) * Math.sin(azimuth),
        40 - 10 * Math.sin(elevation),
        Math.cos(elevation) * Math.cos(azimuth),
        nose);
  }

  @Test
  void headTurnsAboutThePivotAndStaysThere() {
    View view = new View(new HeadPose(70, 20, 10), new Point3(3, 4, 5), new Camera(7, 11, 13, 50));
    assertPoint(11, 13, 0, view.projection().of(new Point3(3, 4, 5)));
  }

  @Test
  void perspectiveEnlargesWhatIsNear() {
    View view = new View(HeadPose.FRONTAL, Point3.ORIGIN, new Camera(10, 50, 40, 8));
    assertPoint(
        50 + 10 * 3 * 8 / 6.0, 40 - 10 * 1 * 8 / 6.0, 2, view.projection().of(new Point3(3, 1, 2)));
    assertPoint(50 + 10 * 3 * 8 / 12.0, 40, -4, view.projection().of(new Point3(3, 0, -4)));
  }

  @Test
  void rotationsKeepLengthsAndHandedness() {
    double[] r = new HeadPose(33, -21, 14).rotation();
    double determinant =
        r[0] * (r[4] * r[8] - r[5] * r[7])
            - r[1] * (r[3] * r[8] - r[5] * r[6])
            + r[2] * (r[3] * r[7] - r[4] * r[6]);
    assertEquals(1, determinant, 1e-12);
    for (int row = 0; row < 9; row += 3) {
      assertEquals(1, r[row] * r[row] + r[row + 1] * r[row + 1] + r[row + 2] * r[row + 2], 1e-12);
    }
  }

  @Test
  void valuesThatMeanNothingAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new HeadPose(Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new Camera(0, 1, 1, 5));
    assertThrows(IllegalArgumentException.class, () -> new Camera(1, 1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Light(Point3.ORIGIN, null));
  }
}
