package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static final List<String> CODES = List.of("AN", "HA", "NE");

  private static ResultTable table() {
    return new ResultTable("method", CODES)
        .add("S2T", new double[] {0.17214, 1, Double.NaN}, 0.58607)
        .add("a|b", ConfusionMatrix.of(CODES, new long[][] {{1, 2, 0}, {0, 4, 0}, {0, 5, 0}}));
  }

  @Test
  void markdownIsThePapersRow() {
    assertEquals(
        """
        | method | AN | HA | NE | Ave |
        |---|---|---|---|---|
        | S2T | 17.21 | 100.00 | - | 58.61 |
        | a\\|b | 33.33 | 100.00 | 0.00 | 44.44 |
        """,
        table().markdown());
  }

  @Test
  void textIsAligned() {
    assertEquals(
        """
        method     AN      HA    NE    Ave
        S2T     17.21  100.00     -  58.61
        a|b     33.33  100.00  0.00  44.44
        """,
        table().text());
  }

  @Test
  void pointInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertEquals(true, table().markdown().contains("17.21"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void refusesOtherClasses() {
    assertThrows(IllegalArgumentException.class, () -> table().add("x", new double[2], 0));
    var other = new ConfusionMatrix(List.of("AN", "HA", "SA"));
    assertThrows(IllegalArgumentException.class, () -> table().add("x", other));
  }
}
