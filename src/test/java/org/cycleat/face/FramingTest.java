package org.cycleat.face;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FramingTest {
  private static void assertText(String expected, Framing framing) {
    assertEquals(expected, framing.text());
    Framing read = Framing.parse(expected).orElseThrow();
    assertEquals(framing.alignment(), read.alignment());
    assertEquals(framing.eyeLine(), read.eyeLine(), 1e-4);
    assertEquals(framing.eyeDistance(), read.eyeDistance(), 1e-4);
  }

  @Test
  void aFramingIsAFewWords() {
    assertText("eyes 0", Framing.DEFAULT);
    assertText("template 0", Framing.DEFAULT.by(Alignment.TEMPLATE));
    assertText("eyes 0.25", Framing.DEFAULT.widened(0.25));
    assertText("template -0.1", Framing.DEFAULT.by(Alignment.TEMPLATE).widened(-0.1));
    assertText("eyes 3", Framing.DEFAULT.widened(3));
    assertText("eyes 0.3333", Framing.DEFAULT.widened(1 / 3.0));
    assertEquals(Framing.DEFAULT, Framing.parse(" eyes 0.0 ").orElseThrow());
  }

  @Test
  void otherTextsSayNothing() {
    for (String text :
        List.of(
            "", "eyes", "0", "eyes x", "nose 0", "eyes 0 0", "eyes -0.7", "eyes -1", "EYES 0")) {
      assertEquals(Optional.empty(), Framing.parse(text), text);
    }
  }
}
