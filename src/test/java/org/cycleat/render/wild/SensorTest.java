package org.cycleat.render.wild;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Srgb;
import org.junit.jupiter.api.Test;

class SensorTest {

  /** Mean and standard deviation of the linear green light that is in a photo. */
  private static double[] statistics(Photo photo) {
    double sum = 0;
    double squares = 0;
    for (int rgb : photo.rgb()) {
      double light = Srgb.toLinear(rgb >> 8 & 0xFF);
      sum += light;
      squares += light * light;
    }
    double mean = sum / photo.rgb().length;
    return new double[] {mean, Math.sqrt(squares / photo.rgb().length - mean * mean)};
  }

  @Test
  void noiseGrowsWithTheRootOfTheLight() {
    Sensor sensor = new Sensor(0.06, 0.03, 1);
    for (float level : new float[] {0.16f, 0.36f}) {
      Raster light = Raster.filled(120, 90, Colour.grey(level));
      double[] found = statistics(sensor.expose(light, false, new Random(8)));
      assertEquals(level, found[0], 0.002);
      double expected = Math.sqrt(0.06 * 0.06 * level + 0.03 * 0.03);
      assertEquals(expected, found[1], 0.03 * expected);
    }
  }

  @Test
  void withoutNoiseLevelsAreThoseOfTheLight() {
    Raster light = Raster.filled(3, 2, Colour.srgb(0x204080));
    int[] rgb = new Sensor(0, 0, 1).expose(light, false, new Random(8)).rgb();
    assertArrayEquals(new int[] {0x204080, 0x204080, 0x204080, 0x204080, 0x204080, 0x204080}, rgb);
  }

  @Test
  void greyIsTheLuminanceOfLight() {
    Raster light = Raster.filled(1, 1, new Colour(0.5f, 0.2f, 1));
    int level = Srgb.toLevel(0.2126f * 0.5f + 0.7152f * 0.2f + 0.0722f);
    int[] rgb = new Sensor(0, 0, 1).expose(light, true, new Random(8)).rgb();
    assertEquals(0x010101 * level, rgb[0]);
  }

  @Test
  void contrastKeepsTheMiddleAndTheEnds() {
    assertEquals(0, level(0, 1.25));
    assertEquals(255, level(255, 1.25));
    assertEquals(128, level(128, 1.25), 1);
    assertTrue(level(64, 1.25) < 58 && level(192, 1.25) > 198);
    assertEquals(255 * 0.1, level(0, 0.8), 1);
    assertEquals(255 * 0.9, level(255, 0.8), 1);
  }

  private static int level(int level, double contrast) {
    Raster light = Raster.filled(1, 1, Colour.grey(Srgb.toLinear(level)));
    return new Sensor(0, 0, contrast).expose(light, true, new Random(1)).rgb()[0] & 0xFF;
  }

  @Test
  void aFileLosesLittleOrMuch() {
    int[] rgb = new int[24 * 16];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (0x0A0000 * (i % 24)) | (0x000F00 * (i / 24)) | 100;
    }
    Photo photo = new Photo(24, 16, rgb);
    double good = difference(photo, Jpeg.through(photo, false, 0.95));
    double bad = difference(photo, Jpeg.through(photo, false, 0.2));
    assertTrue(good < 4, "good file: " + good);
    assertTrue(bad > good, "bad file: " + bad);
  }

  @Test
  void aGreyFileKeepsItsBrightness() {
    int[] rgb = new int[24 * 16];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = 0x010101 * (40 + i % 24);
    }
    Photo photo = new Photo(24, 16, rgb);
    Photo back = Jpeg.through(photo, true, 0.9);
    assertTrue(difference(photo, back) < 2);
    for (int value : back.rgb()) {
      assertEquals(0x010101 * (value & 0xFF), value);
    }
    assertNotEquals(back.rgb()[0], back.rgb()[23]);
  }

  /** Mean absolute difference of green levels. */
  private static double difference(Photo a, Photo b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs((a.rgb()[i] >> 8 & 0xFF) - (b.rgb()[i] >> 8 & 0xFF));
    }
    return sum / a.rgb().length;
  }
}
