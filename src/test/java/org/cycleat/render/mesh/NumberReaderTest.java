package org.cycleat.render.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NumberReaderTest {
  @Test
  void allFormsOfANumber() {
    assertEquals(12.5f, decimal("12.5"));
    assertEquals(-0.25f, decimal("-.25"));
    assertEquals(7f, decimal("+7."));
    assertEquals(1500f, decimal("1.5e3"));
    assertEquals(0.0015f, decimal("15E-4"));
    assertEquals(2000f, decimal("2e+3"));
    assertEquals(0f, decimal("0"));
    assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(decimal("-0.000")));
    assertEquals(0f, decimal("1e-999999999999"));
    assertEquals(0.1f, decimal("0.1000000000000000055511151231257827"));
    assertEquals(1e30f, decimal("1e30"));
    assertEquals(Float.MIN_VALUE, decimal("1.4e-45"));
  }

  @Test
  void whatIsNoNumber() {
    for (String text :
        List.of("", "-", ".", "e5", "1e", "1e+", "1.2.3", "1-2", "0x1f", "1f", "NaN", "1\u00e9")) {
      assertThrows(ModelFormatException.class, () -> decimal(text), text);
    }
    assertThrows(ModelFormatException.class, () -> decimal("1".repeat(128)));
    assertEquals(0.5f, decimal("0.5" + "0".repeat(124)));
  }

  @Test
  void withinOneUnitOfTheLastPlace() {
    SplittableRandom random = new SplittableRandom(5);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      texts.add(Float.isFinite(value) ? Float.toString(value) : "0");
      texts.add(String.format(Locale.ROOT, "%." + i % 10 + "f", random.nextDouble(-300, 300)));
    }
    byte[] bytes = String.join("\n", texts).getBytes(StandardCharsets.US_ASCII);
    TextSource source = new TextSource(new ByteArrayInputStream(bytes), "a.txt");
    NumberReader reader = new NumberReader(source);
    for (String text : texts) {
      float expected = Float.parseFloat(text);
      float got = reader.decimal();
      assertTrue(Math.abs(expected - got) <= Math.ulp(expected), () -> text + " gave " + got);
      source.endLine();
    }
  }

  @Test
  void wholeNumbers() {
    assertEquals(999_999_999, integer("999999999"));
    assertEquals(-12, integer("-12/3"));
    assertEquals(3, integer("+003"));
    for (String text : List.of("", "-", "1000000000", "1e3", "2.0", "x")) {
      assertThrows(ModelFormatException.class, () -> integer(text), text);
    }
  }

  private static float decimal(String text) {
    return reader(text).decimal();
  }

  private static int integer(String text) {
    return reader(text).integer();
  }

  private static NumberReader reader(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new NumberReader(new TextSource(new ByteArrayInputStream(bytes), "a.txt"));
  }
}
