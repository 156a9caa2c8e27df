package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TaskProgressTest {

  @Test
  void aPlainOutputGetsALineAtTheEnd() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var progress = new TaskProgress("prepare", 3, false, out)) {
      progress.step();
      progress.reached(2);
      progress.step();
    }
    assertEquals("prepare  3/3\n", bytes.toString(StandardCharsets.UTF_8));
  }
}
