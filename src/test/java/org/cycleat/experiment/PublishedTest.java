package org.cycleat.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedTest {
  private static final List<String> SEVEN = List.of("AN", "DI", "FE", "HA", "NE", "SA", "SU");

  /** A slip of the pen in one of the figures would show in their mean. */
  @ParameterizedTest
  @ValueSource(strings = {"table2", "table3", "table5", "table6", "table8"})
  void theMeanOfEachRowIsItsAverage(String table) {
    List<Published.Row> rows = Published.rows(table, SEVEN);
    assertTrue(rows.size() >= 3, table);
    for (Published.Row row : rows) {
      double mean =
          row.perClass().stream()
              .filter(v -> !Double.isNaN(v))
              .mapToDouble(v -> v)
              .average()
              .orElseThrow();
      assertEquals(row.average(), mean, 0.0101, table + " " + row.title());
    }
  }

  @Test
  void aRowHasTheClassesThatAreAskedFor() {
    Published.Row row = Published.row("table5", "CycleAT", List.of("SU", "AN", "XX")).orElseThrow();
    assertEquals(0.1952, row.perClass().get(0), 1e-12);
    assertEquals(0.3491, row.perClass().get(1), 1e-12);
    assertEquals(Double.NaN, row.perClass().get(2));
    assertEquals(0.3075, row.average(), 1e-12);
    assertTrue(Published.row("table5", "Nobody", SEVEN).isEmpty());
    assertEquals(6, Published.rows("table7", SEVEN).size());
  }
}
