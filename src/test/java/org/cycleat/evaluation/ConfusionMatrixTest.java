package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final List<String> CODES = List.of("AN", "HA", "NE");

  @Test
  void handComputed() {
    var matrix = new ConfusionMatrix(CODES);
    matrix.add(0, 0);
    matrix.add(0, 1);
    matrix.add(0, 1);
    matrix.add(0, 2);
    matrix.add(1, 1);
    assertArrayEquals(new long[][] {{1, 2, 1}, {0, 1, 0}, {0, 0, 0}}, matrix.counts());
    assertEquals(5, matrix.count());
    assertEquals(4, matrix.count(0));
    assertArrayEquals(new double[] {0.25, 1, Double.NaN}, matrix.perClass());
    assertEquals(0.625, matrix.average(), 1e-15, "NE is absent: the mean of two");
    assertEquals(0.4, matrix.accuracy(), 1e-15);
  }

  @Test
  void anImageWithoutAFaceIsWrong() {
    var matrix = new ConfusionMatrix(CODES);
    matrix.add(0, 0);
    matrix.add(1, 1);
    assertEquals(CODES, matrix.outcomes());
    matrix.add(0, 3);
    matrix.add(ConfusionMatrix.of(CODES, new long[][] {{0, 0, 0, 2}, {0, 4, 0, 0}, {0, 0, 0, 0}}));
    assertEquals(List.of("AN", "HA", "NE", "no face"), matrix.outcomes());
    assertArrayEquals(new long[][] {{1, 0, 0, 3}, {0, 5, 0, 0}, {0, 0, 0, 0}}, matrix.counts());
    assertEquals(3, matrix.withoutFace());
    assertEquals(4, matrix.count(0));
    assertEquals(9, matrix.count());
    assertArrayEquals(new double[] {0.25, 1, Double.NaN}, matrix.perClass());
    assertEquals(6 / 9.0, matrix.accuracy(), 1e-15);
    assertThrows(IndexOutOfBoundsException.class, () -> matrix.add(0, 4));
    assertThrows(
        IllegalArgumentException.class,
        () -> ConfusionMatrix.of(CODES, new long[][] {{1, 0, 0, 0}, {0, 1, 0}, {0, 0, 1}}));
  }

  @Test
  void emptyHasNoAverage() {
    var matrix = new ConfusionMatrix(CODES);
    assertEquals(0, matrix.count());
    assertTrue(Double.isNaN(matrix.average()));
    assertTrue(Double.isNaN(matrix.accuracy()));
  }

  @Test
  void foldsAddUp() {
    var sum = ConfusionMatrix.of(CODES, new long[][] {{1, 0, 2}, {0, 3, 0}, {4, 0, 0}});
    sum.add(ConfusionMatrix.of(CODES, new long[][] {{0, 5, 0}, {0, 1, 0}, {0, 0, 6}}));
    assertArrayEquals(new long[][] {{1, 5, 2}, {0, 4, 0}, {4, 0, 6}}, sum.counts());
    var other = new ConfusionMatrix(List.of("AN", "NE", "HA"));
    assertThrows(IllegalArgumentException.class, () -> sum.add(other));
  }

  @Test
  void countsAreCopied() {
    long[][] counts = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    var matrix = ConfusionMatrix.of(CODES, counts);
    counts[0][0] = 9;
    matrix.counts()[1][1] = 9;
    assertEquals(3, matrix.count());
  }

  @Test
  void refusesWhatIsNoMatrix() {
    assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(List.of("AN", "AN")));
    assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(CODES, new long[2][3]));
    assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(CODES, new long[3][2]));
    assertThrows(
        IllegalArgumentException.class,
        () -> ConfusionMatrix.of(CODES, new long[][] {{1, 0, 0}, {0, -1, 0}, {0, 0, 1}}));
    var matrix = new ConfusionMatrix(CODES);
    assertThrows(IndexOutOfBoundsException.class, () -> matrix.add(3, 0));
  }
}
