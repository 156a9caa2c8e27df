package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cycleat.render.Point3;
import org.cycleat.render.facekit.SkinMap.Part;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Material;
import org.cycleat.render.mesh.Mesh;
import org.junit.jupiter.api.Test;

class SkinMapTest {
  private static final int SIDE = 160; // ten texels a centimetre

  /** A sheet from (-8, -8) to (8, 8), ten in front of the origin. */
  private static SkinMap map() {
    float[] corners = {-8, -8, 10, 8, -8, 10, 8, 8, 10, -8, 8, 10};
    int[] triangles = {0, 1, 2, 0, 2, 3};
    Mesh sheet =
        new Mesh(
            corners,
            triangles,
            new float[] {0, 0, 1, 0, 1, 1, 0, 1},
            triangles,
            new float[0],
            new int[0],
            new int[2],
            List.of(Material.matte("skin", Colour.WHITE)));
    List<Point3> landmarks = new ArrayList<>(Collections.nCopies(68, Point3.ORIGIN));
    for (int i = 0; i < 5; i++) {
      landmarks.set(17 + i, new Point3(-5 + i, 6, 10));
      landmarks.set(26 - i, new Point3(5 - i, 6, 10));
    }
    ring(landmarks, 36, 6, -3, 3.4, 1);
    ring(landmarks, 42, 6, 3, 3.4, 1);
    ring(landmarks, 48, 12, 0, -3.5, 2);
    return new SkinMap(UvMap.of(sheet, 0, SIDE), landmarks);
  }

  /** Twice as wide as high. */
  private static void ring(List<Point3> to, int first, int count, double x, double y, double r) {
    for (int i = 0; i < count; i++) {
      double angle = Math.PI - 2 * Math.PI * i / count;
      double up = r / 2 * Math.sin(angle);
      to.set(first + i, new Point3(x + r * Math.cos(angle), y + up, 10));
    }
  }

  private static double share(SkinMap map, Part part, double x, double y) {
    int column = (int) ((x + 8) * 10);
    int row = (int) ((8 - y) * 10);
    return map.share(part, row * SIDE + column);
  }

  @Test
  void partsLieWhereTheLandmarksAre() {
    SkinMap map = map();
    assertEquals(1, share(map, Part.LIPS, 0, -3.5));
    assertEquals(1, share(map, Part.LIPS, -1.5, -3.5));
    assertEquals(0, share(map, Part.LIPS, -1.8, -2.8), "in the box around the mouth only");
    assertEquals(0, share(map, Part.LIPS, 0, -4.8));
    for (double side : new double[] {-1, 1}) {
      assertTrue(share(map, Part.BROW, side * 2, 5.9) < 0.5);
      assertTrue(share(map, Part.BROW, side * 2, 5.2) > 1.5);
      assertTrue(share(map, Part.BROW, side * 0.1, 5.9) > 1.5, "between the brows");
      assertTrue(share(map, Part.LASHES, side * 3, 3.85) > 0.9, "upper lid");
      double lower = share(map, Part.LASHES, side * 3, 2.95);
      assertTrue(lower > 0.2 && lower < 0.6, "lower lid " + lower);
      assertEquals(0, share(map, Part.LASHES, side * 3, 3.4), "in the eye");
      assertTrue(share(map, Part.FLUSH, side * 4.3, -0.2) > 0.9, "cheek");
      assertEquals(0, share(map, Part.FLUSH, side * 4.3, 5));
      assertEquals(1, share(map, Part.BEARD, side * 2, -5));
      assertEquals(0, share(map, Part.BEARD, side * 2, 1));
    }
    assertEquals(0, share(map, Part.SCALP, 0, 5));
  }

  @Test
  void stepsAreSmoothInEitherDirection() {
    assertEquals(0, SkinMap.step(2, 4, 1.9));
    assertEquals(0.15625, SkinMap.step(2, 4, 2.5), 1e-12);
    assertEquals(0.5, SkinMap.step(2, 4, 3), 1e-12);
    assertEquals(1, SkinMap.step(2, 4, 4.1));
    assertEquals(0.84375, SkinMap.step(4, 2, 2.5), 1e-12);
  }
}
