package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.render.Point3;
import org.junit.jupiter.api.Test;

class CurveTest {
  private static final List<Point3> BENT =
      List.of(
          new Point3(0, 0, 1), new Point3(1, 2, 1), new Point3(3, 2.5, 2), new Point3(5, 0, -1));

  @Test
  void aCurveGoesThroughItsPointsInOrder() {
    Curve open = Curve.open(BENT);
    Curve closed = Curve.closed(BENT);
    for (int i = 0; i < 4; i++) {
      Curve.Nearest onOpen = open.nearest(BENT.get(i), 1);
      assertEquals(0, onOpen.distance(), 1e-9);
      assertEquals(i / 3.0, onOpen.along(), 1e-9);
      Curve.Nearest onClosed = closed.nearest(BENT.get(i), 1);
      assertEquals(0, onClosed.distance(), 1e-9);
      assertEquals(i / 4.0, onClosed.along(), 1e-9);
    }
  }

  @Test
  void betweenPointsItIsCatmullAndRomsSpline() {
    // halfway between the second and third point: (-p0 + 9 p1 + 9 p2 - p3) / 16
    Point3 middle = new Point3((9 + 27 - 5) / 16.0, (18 + 22.5) / 16, (-1 + 9 + 18 + 1) / 16.0);
    Curve.Nearest nearest = Curve.open(BENT).nearest(middle, 1);
    assertEquals(0, nearest.distance(), 1e-9);
    assertEquals(0.5, nearest.along(), 1e-9);
  }

  @Test
  void straightPointsGiveAStraightLine() {
    List<Point3> points = new ArrayList<>();
    for (int x = 0; x < 5; x++) {
      points.add(new Point3(x, 0, 0));
    }
    Curve line = Curve.open(points);
    assertEquals(3, line.nearest(new Point3(2.25, 3, 0), 1).distance(), 1e-9);
    assertEquals(2.25 / 4, line.nearest(new Point3(2, 3, 0), 1).along(), 0.07);
    assertEquals(5, line.nearest(new Point3(7, 4, 0), 1).distance(), 1e-9, "beyond the end");
    assertEquals(1, line.nearest(new Point3(7, 4, 0), 1).along(), 1e-9);
  }

  @Test
  void depthCountsByItsFactor() {
    Curve line = Curve.open(List.of(new Point3(0, 0, 0), new Point3(4, 0, 0)));
    Point3 before = new Point3(2, 3, 8);
    assertEquals(3, line.nearest(before, 0).distance(), 1e-9);
    assertEquals(5, line.nearest(before, 0.5).distance(), 1e-9);
  }

  @Test
  void aClosedCurveSurroundsItsInsideSeenFromTheFront() {
    List<Point3> ring = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      double angle = Math.PI * i / 6;
      ring.add(new Point3(3 * Math.cos(angle), 1 + 2 * Math.sin(angle), i));
    }
    Curve ellipse = Curve.closed(ring);
    assertTrue(ellipse.surrounds(new Point3(0, 1, 99)));
    assertTrue(ellipse.surrounds(new Point3(2.85, 1.1, 0)));
    assertFalse(ellipse.surrounds(new Point3(3.1, 1.1, 0)));
    assertFalse(ellipse.surrounds(new Point3(-2.5, 2.7, 0)), "in the box around it only");
    assertFalse(ellipse.surrounds(new Point3(0, -1.2, 0)));
    assertEquals(2, ellipse.nearest(new Point3(0, 1, 0), 0).distance(), 0.02);
  }
}
