package org.cycleat.face;

import java.util.ArrayList;
import java.util.List;

/** Landmarks of a schematic face, for tests. */
public final class Faces {
  private Faces() {}

  /**
   * A frontal face: jaw on a half ellipse, all else on lines and rings of about the right place.
   *
   * @param x of the middle between the eyes
   * @param y of the eyes' line
   * @param distance between the eyes' centres
   */
  public static Landmarks frontal(double x, double y, double distance) {
    List<Point2> unit = new ArrayList<>();
    for (int i = 0; i < 17; i++) { // jaw, from the right ear round the chin
      double angle = Math.PI * i / 16;
      unit.add(new Point2(-1.1 * Math.cos(angle), 0.1 + 1.8 * Math.sin(angle)));
    }
    for (int i = 0; i < 10; i++) { // brows
      unit.add(new Point2((i < 5 ? -0.85 : -0.68) + 0.17 * i, -0.4));
    }
    for (int i = 0; i < 4; i++) { // bridge
      unit.add(new Point2(0, 0.22 * i));
    }
    for (int i = 0; i < 5; i++) { // nostrils
      unit.add(new Point2(-0.24 + 0.12 * i, 0.85));
    }
    ring(unit, -0.5, 0, 0.17, 6);
    ring(unit, 0.5, 0, 0.17, 6);
    ring(unit, 0, 1.3, 0.4, 12);
    ring(unit, 0, 1.3, 0.3, 8);
    return new Landmarks(
        unit.stream().map(p -> new Point2(x + distance * p.x(), y + distance * p.y())).toList());
  }

  /** Clockwise in the picture, from its left end. */
  private static void ring(List<Point2> points, double x, double y, double radius, int count) {
    for (int i = 0; i < count; i++) {
      double angle = Math.PI + 2 * Math.PI * i / count;
      points.add(new Point2(x + radius * Math.cos(angle), y + radius * Math.sin(angle) / 2));
    }
  }
}
