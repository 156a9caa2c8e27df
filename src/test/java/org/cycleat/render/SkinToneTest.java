package org.cycleat.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cycleat.render.mesh.Colour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkinToneTest {
  /** Angles worked out with the full conversion to CIELAB in Python. */
  @ParameterizedTest
  @CsvSource({
    "EBC3AC, 61.9, 1 very light",
    "E3B495, 50.2, 2 light",
    "D6A07E, 38.3, 3 intermediate",
    "C68B66, 24.1, 4 tan",
    "AE7550, 8.4, 5 brown",
    "8F5B3C, -13.3, 5 brown",
    "6F442C, -36.9, 6 dark",
    "4E2F20, -60.3, 6 dark"
  })
  void skinIsGroupedByItsTypologyAngle(String rgb, double degrees, String group) {
    Colour skin = Colour.srgb(Integer.parseInt(rgb, 16));
    assertEquals(degrees, SkinTone.typologyAngle(skin), 0.05);
    assertEquals(group, SkinTone.of(skin).text());
  }

  @Test
  void greyAndBlueAndBlackHaveAnAngleToo() {
    assertEquals(90, SkinTone.typologyAngle(Colour.srgb(0x0000FF).times(9)), 1e-9);
    assertEquals(SkinTone.VERY_LIGHT, SkinTone.of(Colour.WHITE));
    assertEquals(-90, SkinTone.typologyAngle(Colour.BLACK), 1e-9);
    assertEquals(SkinTone.DARK, SkinTone.of(Colour.BLACK));
  }
}
