package org.cycleat.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SimilarityTest {
  @Test
  void mapsTwoPointsWhereTheyBelong() {
    // A quarter turn, twice as large: (1, 0) -> (0, 2), so a = 0, b = 2; then moved by (5, 7).
    Similarity similarity =
        Similarity.mapping(new Point2(0, 0), new Point2(5, 7), new Point2(1, 0), new Point2(5, 9));
    assertEquals(new Similarity(0, 2, 5, 7), similarity);
    assertEquals(new Point2(5 - 2 * 4, 7 + 2 * 3), similarity.apply(new Point2(3, 4)));
    assertEquals(2, similarity.scale());
  }

  @Test
  void theInverseLeadsBack() {
    Similarity similarity = new Similarity(1.5, -0.7, 12, -30);
    Point2 point = new Point2(17.25, 91);
    Point2 back = similarity.inverse().apply(similarity.apply(point));
    assertEquals(point.x(), back.x(), 1e-9);
    assertEquals(point.y(), back.y(), 1e-9);
  }

  @Test
  void aPointIsNoScale() {
    Point2 p = new Point2(3, 3);
    assertThrows(
        IllegalArgumentException.class,
        () -> Similarity.mapping(p, new Point2(0, 0), p, new Point2(1, 0)));
    assertThrows(IllegalArgumentException.class, () -> new Similarity(0, 0, 1, 1));
  }
}
