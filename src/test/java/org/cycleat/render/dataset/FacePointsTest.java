package org.cycleat.render.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.cycleat.render.Head;
import org.cycleat.render.HeadPose;
import org.cycleat.render.Lighting;
import org.cycleat.render.Point3;
import org.cycleat.render.Raster;
import org.cycleat.render.Rasterizer;
import org.cycleat.render.View;
import org.cycleat.render.facekit.DrawnKit;
import org.cycleat.render.facekit.Expression;
import org.cycleat.render.facekit.FaceKit;
import org.cycleat.render.facekit.Kits;
import org.cycleat.render.mesh.Colour;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FacePointsTest {
  private static final int SIZE = 120;

  @TempDir static Path folder;
  private static Head drawn;

  @BeforeAll
  static void draw() throws IOException {
    FaceKit kit = FaceKit.read(DrawnKit.write(folder), SIZE);
    drawn = kit.sitter(kit.person(1, 0)).show(Expression.NEUTRAL, 0);
  }

  private static FaceFacts facts(Head head, double pan, double tilt) {
    LaboratoryLook look = new LaboratoryLook(SIZE, Colour.BLACK);
    return look.take(head, new HeadPose(pan, tilt), new Random(1)).facts();
  }

  /** Turned with a tilt about x, then a pan about y, and seen from five frames' sides away. */
  private static double[] pixel(Head head, int vertex, double pan, double tilt) {
    float[] p = head.solid().mesh().positions();
    Point3 centre = head.frame().centre();
    double side = head.frame().side();
    double x = p[3 * vertex] - centre.x();
    double y = p[3 * vertex + 1] - centre.y();
    double z = p[3 * vertex + 2] - centre.z();
    double t = Math.toRadians(tilt);
    double upwards = y * Math.cos(t) + z * Math.sin(t);
    double forwards = z * Math.cos(t) - y * Math.sin(t);
    double s = Math.toRadians(pan);
    double right = x * Math.cos(s) + forwards * Math.sin(s);
    double near = forwards * Math.cos(s) - x * Math.sin(s);
    double scale = SIZE / side * 5 * side / (5 * side - near);
    return new double[] {SIZE / 2.0 + scale * right, SIZE / 2.0 - scale * upwards};
  }

  @Test
  void landmarksAreWhereTheirVerticesAreSeen() {
    for (double[] pose : new double[][] {{0, 0}, {45, 0}, {-25, 30}, {5, -15}}) {
      FaceFacts facts = facts(drawn, pose[0], pose[1]);
      assertEquals(68, facts.landmarks().size());
      for (int i = 0; i < 68; i++) {
        double[] expected = pixel(drawn, drawn.landmarks().get(i), pose[0], pose[1]);
        assertEquals(expected[0], facts.landmarks().get(i).x(), 0.01);
        assertEquals(expected[1], facts.landmarks().get(i).y(), 0.01);
      }
    }
  }

  @Test
  void theBoxGoesAroundTheOutline() {
    FaceFacts facts = facts(drawn, 25, -10);
    double[] least = {1e9, 1e9};
    double[] most = {-1e9, -1e9};
    for (int vertex : drawn.outline()) {
      double[] at = pixel(drawn, vertex, 25, -10);
      for (int axis = 0; axis < 2; axis++) {
        least[axis] = Math.min(least[axis], at[axis]);
        most[axis] = Math.max(most[axis], at[axis]);
      }
    }
    assertEquals(least[0], facts.box().x(), 0.01);
    assertEquals(least[1], facts.box().y(), 0.01);
    assertEquals(most[0] - least[0], facts.box().width(), 0.01);
    assertEquals(most[1] - least[1], facts.box().height(), 0.01);
  }

  private static void assertSeen(FaceFacts facts, boolean isSeen, int... landmarks) {
    for (int i : landmarks) {
      assertEquals(isSeen, facts.landmarks().get(i).isVisible(), facts.pose() + ", point " + i);
    }
  }

  private static void assertHiddenPointsAreRight(Head head) {
    FaceFacts frontal = facts(head, 0, 0);
    assertSeen(frontal, true, 8, 19, 24, 27, 30, 33, 36, 39, 42, 45, 48, 51, 54, 57);
    // turned to the own left, the own left side of the jaw is behind the cheek
    FaceFacts left = facts(head, 45, 0);
    assertSeen(left, false, 14, 15, 16);
    assertSeen(left, true, 0, 1, 2, 3, 8, 17, 30, 36, 39, 48, 57);
    FaceFacts right = facts(head, -45, 0);
    assertSeen(right, false, 0, 1, 2);
    assertSeen(right, true, 16, 15, 14, 13, 8, 26, 30, 45, 42, 54, 57);
    assertTrue(left.landmarks().get(30).x() > frontal.landmarks().get(30).x() + 5);
    assertTrue(right.landmarks().get(30).x() < frontal.landmarks().get(30).x() - 5);
    assertTrue(
        facts(head, 0, 20).landmarks().get(30).y() < frontal.landmarks().get(30).y() - 5, "up");
  }

  @Test
  void hiddenPointsOfADrawnFace() {
    assertHiddenPointsAreRight(drawn);
  }

  @Test
  void hiddenPointsOfRealFaces() {
    FaceKit kit = FaceKit.read(Kits.real(), SIZE);
    for (int number = 0; number < 3; number++) {
      assertHiddenPointsAreRight(kit.sitter(kit.person(1, number)).show(Expression.NEUTRAL, 0));
    }
  }

  @Test
  void whatLiesOutsideOfThePictureIsNotSeen() {
    Head near =
        new Head(
            drawn.solid(),
            drawn.landmarks(),
            drawn.outline(),
            new Head.Frame(drawn.frame().centre(), drawn.frame().side() / 3),
            drawn.skin(),
            drawn.shapes());
    FaceFacts facts = facts(near, 0, 0);
    assertTrue(facts.landmarks().get(8).y() > SIZE);
    assertFalse(facts.landmarks().get(8).isVisible());
    assertTrue(facts.landmarks().get(30).isVisible());
    assertTrue(facts.box().y() + facts.box().height() > SIZE);
  }

  /** Each row covers what the triangles that face the camera do, within half a pixel. */
  @Test
  void theSilhouetteIsTheProjectedMeshs() {
    double side = 1.6 * drawn.frame().side();
    Rasterizer rasterizer = new Rasterizer(SIZE, SIZE, 4);
    for (HeadPose pose : List.of(HeadPose.FRONTAL, new HeadPose(45, 5), new HeadPose(-25, -5))) {
      Head.Frame frame = new Head.Frame(drawn.frame().centre(), side);
      View view = new View(pose, frame.centre(), frame.camera(SIZE, 5));
      Raster raster = rasterizer.draw(drawn.solid(), view, Lighting.STUDIO);
      int rows = 0;
      for (int y = 0; y < SIZE; y++) {
        double width = 0;
        double moment = 0;
        for (int sample = 0; sample < 4; sample++) {
          double[] extent = extent(view, y + (sample + 0.5) / 4);
          double part = Math.max(0, extent[1] - extent[0]) / 4;
          width += part;
          moment += part > 0 ? part * (extent[0] + extent[1]) / 2 : 0;
        }
        double[] found = row(raster, y);
        assertEquals(width, found[0], 0.5, pose + ", row " + y);
        if (width > 2) {
          assertEquals(moment / width, found[1], 0.25, pose + ", row " + y);
          rows++;
        }
      }
      assertTrue(rows > SIZE / 2, rows + " rows");
    }
  }

  /** How much of a row is covered, in pixels, and where its middle is. */
  private static double[] row(Raster raster, int y) {
    int first = 0;
    while (first < SIZE && raster.pixels()[4 * (y * SIZE + first) + 3] < 1) {
      first++;
    }
    int last = SIZE - 1;
    while (last >= 0 && raster.pixels()[4 * (y * SIZE + last) + 3] < 1) {
      last--;
    }
    double width = 0;
    double moment = 0;
    for (int x = 0; x < SIZE; x++) {
      boolean isInside = x >= first && x <= last; // beside an eyeball one sees through the head
      double coverage = isInside ? 1 : raster.pixels()[4 * (y * SIZE + x) + 3];
      width += coverage;
      moment += coverage * (x + 0.5);
    }
    return new double[] {width, moment / Math.max(1e-9, width)};
  }

  /** Where the line at a height meets triangles that face the camera. */
  private static double[] extent(View view, double y) {
    double[] extent = {1e9, -1e9};
    int[] triangles = drawn.solid().mesh().triangles();
    float[] positions = drawn.solid().mesh().positions();
    View.Projection projection = view.projection();
    for (int t = 0; t < triangles.length; t += 3) {
      Point3[] p = new Point3[3];
      for (int k = 0; k < 3; k++) {
        p[k] = projection.of(Point3.of(positions, triangles[t + k]));
      }
      boolean isFront =
          (p[1].x() - p[0].x()) * (p[2].y() - p[0].y())
              < (p[2].x() - p[0].x()) * (p[1].y() - p[0].y());
      for (int k = 0; isFront && k < 3; k++) {
        Point3 a = p[k];
        Point3 b = p[(k + 1) % 3];
        if (a.y() > y != b.y() > y) {
          double x = a.x() + (y - a.y()) / (b.y() - a.y()) * (b.x() - a.x());
          extent[0] = Math.min(extent[0], x);
          extent[1] = Math.max(extent[1], x);
        }
      }
    }
    return extent;
  }
}
