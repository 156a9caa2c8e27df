package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
  /** As tables have them. */
  @ParameterizedTest
  @CsvSource({
    "1, 12.706",
    "2, 4.303",
    "3, 3.182",
    "4, 2.776",
    "5, 2.571",
    "6, 2.447",
    "7, 2.365",
    "8, 2.306",
    "9, 2.262",
    "19, 2.093",
    "30, 2.042",
    "1000, 1.962"
  })
  void quantilesAreThoseOfTables(int degrees, double expected) {
    assertEquals(expected, StudentT.quantile975(degrees), 0.001);
  }
}
