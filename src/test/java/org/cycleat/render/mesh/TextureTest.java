package org.cycleat.render.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TextureTest {
  /** Red is 0, 1, 2... in reading order, green its tenfold, blue 1. */
  private static Texture texture(int width, int height) {
    float[] texels = new float[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      texels[3 * i] = i;
      texels[3 * i + 1] = 10 * i;
      texels[3 * i + 2] = 1;
    }
    return new Texture(width, height, texels);
  }

  @Test
  void eachCopyIsTheMeanOfFourTexels() {
    Texture texture = texture(4, 2);
    assertEquals(3, texture.levels().size());
    Texture.Level half = texture.levels().get(1);
    assertEquals(2, half.width());
    assertEquals(1, half.height());
    // (0 + 1 + 4 + 5) / 4 and (2 + 3 + 6 + 7) / 4
    assertArrayEquals(new float[] {2.5f, 25, 1, 4.5f, 45, 1}, half.texels());
    assertArrayEquals(new float[] {3.5f, 35, 1}, texture.levels().get(2).texels());
  }

  @Test
  void ofAnOddSideTheLastTexelsAreLeftOut() {
    Texture texture = texture(5, 3);
    Texture.Level half = texture.levels().get(1);
    assertEquals(2, half.width());
    assertEquals(1, half.height());
    assertArrayEquals(new float[] {3, 30, 1, 5, 50, 1}, half.texels());
    Texture narrow = texture(1, 3);
    assertArrayEquals(new float[] {0.5f, 5, 1}, narrow.levels().get(1).texels());
    assertEquals(2, narrow.levels().size());
    assertEquals(1, texture(1, 1).levels().size());
  }

  @Test
  void sizesMustFit() {
    assertThrows(IllegalArgumentException.class, () -> new Texture(2, 3, new float[17]));
    assertThrows(IllegalArgumentException.class, () -> new Texture(0, 3, new float[0]));
  }
}
