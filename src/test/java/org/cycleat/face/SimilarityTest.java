package org.cycleat.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
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

  @Test
  void aFitOfExactCopiesIsTheirSimilarity() {
    Similarity similarity = new Similarity(0.3, -1.1, 4, 9);
    List<Point2> from = List.of(new Point2(1, 2), new Point2(-4, 0.5), new Point2(7, -3));
    Similarity fit = Similarity.fitting(from, from.stream().map(similarity::apply).toList());
    assertNear(similarity, fit);
    assertEquals(Math.toDegrees(Math.atan2(-1.1, 0.3)), fit.rotation(), 1e-9);
  }

  /**
   * The example of Umeyama's paper, section IV: the points (0, 0), (1, 0), (0, 2) and, mirrored,
   * (0, 0), (-1, 0), (0, 2). Without reflections: c = 0.721, a turn by acos(0.832) = 33.7 degrees
   * to the right, t = (-0.8, 0.4).
   */
  @Test
  void theBestFitOfAMirroredPatternIsNoMirror() {
    List<Point2> from = List.of(new Point2(0, 0), new Point2(1, 0), new Point2(0, 2));
    List<Point2> to = List.of(new Point2(0, 0), new Point2(-1, 0), new Point2(0, 2));
    Similarity fit = Similarity.fitting(from, to);
    assertEquals(0.721, fit.scale(), 5e-4);
    assertEquals(0.832, fit.a() / fit.scale(), 5e-4);
    assertEquals(-0.555, fit.b() / fit.scale(), 5e-4);
    assertEquals(-0.8, fit.tx(), 1e-9);
    assertEquals(0.4, fit.ty(), 1e-9);
  }

  /** No similarity nearby has smaller squared distances, whatever is changed. */
  @Test
  void aFitIsTheLeastSquares() {
    Random random = new Random(3);
    List<Point2> from = points(random, 9);
    List<Point2> to = points(random, 9);
    Similarity fit = Similarity.fitting(from, to);
    double least = squares(fit, from, to);
    for (double d : new double[] {-1e-3, 1e-3}) {
      for (Similarity other :
          List.of(
              new Similarity(fit.a() + d, fit.b(), fit.tx(), fit.ty()),
              new Similarity(fit.a(), fit.b() + d, fit.tx(), fit.ty()),
              new Similarity(fit.a(), fit.b(), fit.tx() + d, fit.ty()),
              new Similarity(fit.a(), fit.b(), fit.tx(), fit.ty() + d))) {
        assertTrue(squares(other, from, to) > least);
      }
    }
  }

  private static List<Point2> points(Random random, int count) {
    return Stream.generate(() -> new Point2(random.nextDouble(), 3 * random.nextDouble()))
        .limit(count)
        .toList();
  }

  private static double squares(Similarity similarity, List<Point2> from, List<Point2> to) {
    double sum = 0;
    for (int i = 0; i < from.size(); i++) {
      sum += Math.pow(similarity.apply(from.get(i)).distanceTo(to.get(i)), 2);
    }
    return sum;
  }

  private static void assertNear(Similarity expected, Similarity actual) {
    assertEquals(expected.a(), actual.a(), 1e-12);
    assertEquals(expected.b(), actual.b(), 1e-12);
    assertEquals(expected.tx(), actual.tx(), 1e-12);
    assertEquals(expected.ty(), actual.ty(), 1e-12);
  }

  @Test
  void whatHasNoFitIsRefused() {
    Point2 p = new Point2(1, 1);
    for (List<Point2> from : List.of(List.of(p), List.of(p, p, p), List.of(p, p))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Similarity.fitting(from, List.of(new Point2(0, 0), new Point2(1, 0))));
    }
  }
}
