package org.cycleat.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LandmarksTest {
  private static void assertNear(Point2 expected, Point2 actual) {
    assertEquals(0, expected.distanceTo(actual), 1e-9, () -> expected + " against " + actual);
  }

  @Test
  void eyesAreTheMeansOfTheirSixPoints() {
    List<Point2> points = new ArrayList<>(Collections.nCopies(68, new Point2(-100, -100)));
    for (int i = 0; i < 6; i++) {
      points.set(36 + i, new Point2(10 + i, 20 + 2 * i));
      points.set(42 + i, new Point2(40 - i, 30));
    }
    Landmarks landmarks = new Landmarks(points);
    assertNear(new Point2(12.5, 25), landmarks.rightEye());
    assertNear(new Point2(37.5, 30), landmarks.leftEye());
  }

  @Test
  void aMirrorImageHasTheSameShape() {
    Landmarks face = Faces.frontal(50, 60, 20);
    int[] partner = Landmarks.mirrored();
    for (int i = 0; i < Landmarks.COUNT; i++) {
      assertEquals(i, partner[partner[i]], "twice mirrored is as before");
      Point2 other = face.points().get(partner[i]);
      assertNear(new Point2(100 - other.x(), other.y()), face.points().get(i));
    }
  }

  @Test
  void mirrorImagesSwapTheSides() {
    int[] partner = Landmarks.mirrored();
    int[][] pairs = {
      {0, 16}, {8, 8}, {17, 26}, {30, 30}, {31, 35}, {33, 33}, {36, 45}, {37, 44}, {39, 42},
      {40, 47}, {41, 46}, {48, 54}, {51, 51}, {55, 59}, {57, 57}, {60, 64}, {65, 67}
    };
    for (int[] pair : pairs) {
      assertEquals(pair[1], partner[pair[0]], "partner of " + pair[0]);
    }
  }

  @Test
  void distancesAreMeansOverThePoints() {
    Landmarks face = Faces.frontal(50, 60, 20);
    List<Point2> moved = new ArrayList<>(face.points());
    moved.set(5, new Point2(moved.get(5).x() + 3, moved.get(5).y() - 4));
    moved.set(60, new Point2(moved.get(60).x(), moved.get(60).y() + 2));
    assertEquals(7 / 68.0, face.meanDistanceTo(new Landmarks(moved)), 1e-12);
  }

  @Test
  void thereAre68Points() {
    List<Point2> few = IntStream.range(0, 67).mapToObj(i -> new Point2(i, i)).toList();
    assertEquals(
        "expected 68 landmarks, got 67",
        assertThrows(IllegalArgumentException.class, () -> new Landmarks(few)).getMessage());
  }
}
