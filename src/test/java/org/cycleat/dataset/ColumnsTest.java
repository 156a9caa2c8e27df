package org.cycleat.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  private static final Columns ROW = new Columns(List.of("pan", "level"), List.of("-25", ""));

  @Test
  void aRowIsAMapInItsColumnsOrder() {
    assertEquals("-25", ROW.get("pan"));
    assertEquals("", ROW.get("level"));
    assertNull(ROW.get("Pan"));
    assertEquals("none", ROW.getOrDefault("tilt", "none"));
    assertTrue(ROW.containsKey("level"));
    assertFalse(ROW.containsKey("tilt"));
    assertEquals(Map.of("level", "", "pan", "-25"), ROW);
    assertEquals(ROW, Map.of("level", "", "pan", "-25"));
    assertEquals(Map.of("level", "", "pan", "-25").hashCode(), ROW.hashCode());
    assertEquals("[pan, level]", ROW.keySet().toString());
    assertEquals("{pan=-25, level=}", new LinkedHashMap<>(ROW).toString());
  }

  @Test
  void itDoesNotChange() {
    assertThrows(UnsupportedOperationException.class, () -> ROW.put("pan", "5"));
    assertThrows(UnsupportedOperationException.class, () -> ROW.remove("pan"));
    assertThrows(UnsupportedOperationException.class, ROW::clear);
    Map<String, String> source = new LinkedHashMap<>(ROW);
    Columns copy = Columns.copyOf(source);
    source.put("pan", "5");
    assertEquals(ROW, copy);
    assertSame(copy, Columns.copyOf(copy));
  }

  @Test
  void eachColumnHasAValue() {
    assertThrows(
        IllegalArgumentException.class, () -> new Columns(List.of("pan"), List.of("1", "2")));
  }
}
