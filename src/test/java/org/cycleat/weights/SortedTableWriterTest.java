package org.cycleat.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SortedTableWriterTest {

  private static SortedTable.Row row(String key, int valueBytes) {
    byte[] value = new byte[valueBytes];
    java.util.Arrays.fill(value, (byte) valueBytes);
    return new SortedTable.Row(key.getBytes(UTF_8), value);
  }

  private static void assertReadBack(List<SortedTable.Row> rows) throws Exception {
    List<SortedTable.Row> read = SortedTable.read(ByteBuffer.wrap(SortedTableWriter.write(rows)));
    assertEquals(rows.size(), read.size());
    for (int i = 0; i < rows.size(); i++) {
      assertArrayEquals(rows.get(i).key(), read.get(i).key());
      assertArrayEquals(rows.get(i).value(), read.get(i).value());
    }
  }

  @Test
  void isReadBack() throws Exception {
    assertReadBack(List.of());
    assertReadBack(List.of(row("", 0)));
    assertReadBack(List.of(row("", 3), row("a", 0), row("a".repeat(200), 127), row("b", 128)));
  }

  @Test
  void fillsSeveralBlocks() throws Exception {
    List<SortedTable.Row> rows = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      rows.add(row("key" + i, 100_000 + i));
    }
    assertReadBack(rows);
  }
}
