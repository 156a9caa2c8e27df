package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.dataset.LandmarkColumn.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LandmarkColumnTest {

  @Test
  void pointsAreWrittenAndReadBack() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 68; i++) {
      points.add(new Point(i + 0.5, -i, i % 3 == 0));
    }
    String cell = LandmarkColumn.text(points);
    assertTrue(cell.startsWith("0.5 0 1 1.5 -1 0 2.5 -2 0 3.5 -3 1 "), cell);
    assertEquals(points, LandmarkColumn.parse(" " + cell.replace(" ", "  ") + " "));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-0.04,0", "-0.06,-0.1", "0.25,0.3", "12345678.94,12345678.9", "-7,-7"})
  void numbersHaveATenthAtMost(double value, String text) {
    assertEquals(text, LandmarkColumn.tenths(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1 2 1"})
  void anotherCountIsNamed(String cell) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> LandmarkColumn.parse(cell)).getMessage();
    assertTrue(message.endsWith("expected x, y and 0 or 1 of each of 68 points"), message);
  }

  @Test
  void whatIsNoNumberIsNamed() {
    String cell = "1 2 1 ".repeat(67) + "1 two 1";
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> LandmarkColumn.parse(cell))
            .getMessage()
            .contains("'two', which is no number"));
  }
}
