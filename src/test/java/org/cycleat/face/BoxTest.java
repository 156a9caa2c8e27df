package org.cycleat.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoxTest {
  @Test
  void overlapIsIntersectionOverUnion() {
    Box a = new Box(0, 0, 10, 4);
    Box b = new Box(8, 1, 5, 6);
    assertEquals(2 * 3, a.intersection(b));
    assertEquals(6.0 / (40 + 30 - 6), a.overlap(b), 1e-12);
    assertEquals(0, a.intersection(new Box(10, 0, 3, 3)));
    assertEquals(0, a.intersection(new Box(-7, -9, 3, 3)));
  }

  @Test
  void clippingKeepsWhatIsInside() {
    assertEquals(new Box(0, 0, 7, 5), new Box(-3, -5, 10, 10).clip(20, 30));
    assertEquals(new Box(15, 25, 5, 5), new Box(15, 25, 9, 9).clip(20, 30));
    assertEquals(new Box(19, 0, 1, 4), new Box(50, 0, 4, 4).clip(20, 30));
    assertThrows(IllegalArgumentException.class, () -> new Box(0, 0, 0, 3));
  }

  private static DetectedFace face(int x, int y, int side, double score) {
    return DetectedFace.fromBox(new Box(x, y, side, side), score, EyeProportions.OF_A_FACE);
  }

  @Test
  void oneFaceGivesOneResult() {
    DetectedFace best = face(100, 100, 50, 0.9);
    DetectedFace shifted = face(110, 105, 50, 0.8);
    DetectedFace nested = face(115, 115, 15, 0.7); // overlap 0.09, but wholly inside
    DetectedFace neighbour = face(140, 100, 50, 0.95); // overlap 0.11
    assertEquals(
        List.of(neighbour, best),
        DetectedFace.withoutDuplicates(List.of(nested, shifted, best, neighbour)));
    assertEquals(List.of(), DetectedFace.withoutDuplicates(List.of()));
  }

  @Test
  void theMainFaceIsLargeAndCentral() {
    DetectedFace central = face(80, 80, 40, 0.7);
    DetectedFace corner = face(0, 0, 44, 0.99); // a fifth larger, yet in the corner
    DetectedFace large = face(0, 0, 90, 0.7);
    assertEquals(Optional.of(central), DetectedFace.mainFace(List.of(corner, central), 200, 200));
    assertEquals(Optional.of(large), DetectedFace.mainFace(List.of(large, central), 200, 200));
    assertEquals(Optional.empty(), DetectedFace.mainFace(List.of(), 200, 200));
  }

  @Test
  void eyesAreWhereTheProportionsSay() {
    DetectedFace face =
        DetectedFace.fromBox(new Box(10, 20, 100, 200), 1, new EyeProportions(0.25, 0.5));
    assertEquals(new Point2(35, 70), face.rightEye());
    assertEquals(new Point2(85, 70), face.leftEye());
    assertEquals(Optional.empty(), face.lowerFace());
  }

  @Test
  void gapsAndUnions() {
    Box box = new Box(10, 20, 30, 40);
    assertEquals(0, box.gap(new Box(40, 60, 5, 6)), "they touch at a corner");
    assertEquals(3 + 7, box.gap(new Box(43, 67, 5, 6)));
    assertEquals(2, box.gap(new Box(3, 30, 5, 6)));
    assertEquals(new Box(3, 20, 37, 40), box.around(new Box(3, 30, 5, 6)));
    assertEquals(new Box(-7, 10, 5, 6), box.local(new Box(3, 30, 5, 6)));
    assertTrue(box.contains(box) && box.contains(new Box(39, 59, 1, 1)));
    assertFalse(box.contains(new Box(39, 59, 1, 2)));
  }
}
