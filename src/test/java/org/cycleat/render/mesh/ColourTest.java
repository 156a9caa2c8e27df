package org.cycleat.render.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ColourTest {
  @Test
  void srgbLevelsBecomeLinearLightAndBack() {
    // IEC 61966-2-1: below 0.04045 a line, above a power
    assertEquals(10 / 255.0 / 12.92, Srgb.toLinear(10), 1e-7);
    assertEquals(0.215861, Srgb.toLinear(128), 1e-6);
    assertEquals(1, Srgb.toLinear(255));
    for (int level = 0; level < 256; level++) {
      assertEquals(level, Srgb.toLevel(Srgb.toLinear(level)));
    }
    assertEquals(188, Srgb.toLevel(0.5f));
    assertEquals(0, Srgb.toLevel(-3));
    assertEquals(255, Srgb.toLevel(7));
  }

  @Test
  void coloursAreAddedAndMultipliedAsLight() {
    Colour colour = Colour.srgb(0xFF8000);
    assertEquals(1, colour.red());
    assertEquals(0.215861, colour.green(), 1e-6);
    assertEquals(0, colour.blue());
    Colour one = new Colour(0.2f, 0.4f, 0.6f);
    assertEquals(new Colour(0.1f, 0.2f, 0.3f), one.times(0.5f));
    assertEquals(new Colour(0.5f, 0.25f, 1), one.towards(new Colour(0.8f, 0.1f, 1.4f), 0.5f));
    Colour product = one.times(new Colour(0.5f, 2, 0));
    assertEquals(0.1f, product.red());
    assertEquals(0.8f, product.green());
    assertEquals(0, product.blue());
    assertEquals(new Colour(0.3f, 0.3f, 0.3f), Colour.grey(0.3f));
  }

  @Test
  void coloursThatNoLightHasAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Colour(-0.1f, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Colour(0, Float.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new Colour(0, 0, Float.POSITIVE_INFINITY));
  }
}
