package org.cycleat.render.wild;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;
import org.junit.jupiter.api.Test;

class BrushTest {

  @Test
  void coverageByHand() {
    Raster on = Raster.filled(5, 2, new Colour(0.5f, 0.25f, 1));
    // right of x = 2.75: the pixel with its centre at 2.5 is covered by a quarter
    Shape right = Shape.beyond(new Spot(2.75, 0), 1, 0);
    Brush.SHARP.withOpacity(0.8).fill(on, right, Paint.of(new Colour(0, 1, 0)));
    float[] row = Arrays.copyOf(on.pixels(), 20);
    float[] expected = {
      0.5f, 0.25f, 1, 1, //
      0.5f, 0.25f, 1, 1, //
      0.4f, 0.4f, 0.8f, 1, // 0.8 of a quarter
      0.1f, 0.85f, 0.2f, 1, //
      0.1f, 0.85f, 0.2f, 1
    };
    assertArrayEquals(expected, row, 1e-6f);
    assertArrayEquals(row, Arrays.copyOfRange(on.pixels(), 20, 40), 0, "all rows alike");
  }

  @Test
  void onNothingCoverageIsKeptAndColoursAreMultiplied() {
    Raster on = Raster.empty(1, 1);
    new Brush(1, 0.5).fill(on, Shape.box(-9, -9, 9, 9, 0), Paint.of(new Colour(0.6f, 0.2f, 1)));
    assertArrayEquals(new float[] {0.3f, 0.1f, 0.5f, 0.5f}, on.pixels(), 1e-6f);
  }

  @Test
  void areasAreThoseOfTheShapes() {
    assertEquals(Math.PI * 12 * 7, area(Shape.ellipse(30, 20, 12, 7)), 4);
    assertEquals(20 * 10, area(Shape.box(10, 5, 30, 15, 0)), 1);
    assertEquals(20 * 10 - (16 - 4 * Math.PI), area(Shape.box(10, 5, 30, 15, 2)), 1.5);
    assertEquals(
        20 * 6 + Math.PI * 9, area(Shape.bar(new Spot(15, 20), new Spot(35, 20), 3, 3)), 2);
    Shape big = Shape.box(10, 5, 30, 15, 0);
    Shape small = Shape.box(25, 5, 40, 15, 0);
    assertEquals(300, area(big.or(small)), 1);
    assertEquals(50, area(big.and(small)), 1);
    assertEquals(150, area(big.without(small)), 1);
    assertEquals(2 * Math.PI * 10 * 3, area(Shape.ellipse(30, 20, 10, 10).outline(3)), 3);
  }

  private static double area(Shape shape) {
    Raster on = Raster.empty(60, 40);
    Brush.SHARP.fill(on, shape, Paint.of(Colour.WHITE));
    double sum = 0;
    for (int at = 3; at < on.pixels().length; at += 4) {
      sum += on.pixels()[at];
    }
    return sum;
  }

  @Test
  void gradientsGoFromOneColourToTheOther() {
    Paint paint =
        Paint.gradient(Colour.BLACK, new Colour(1, 0.5f, 0), new Spot(2, 0), new Spot(6, 0));
    float[] rgb = new float[3];
    paint.at(3, 9, rgb);
    assertArrayEquals(new float[] {0.25f, 0.125f, 0}, rgb, 1e-6f);
    paint.at(-5, 0, rgb);
    assertArrayEquals(new float[] {0, 0, 0}, rgb, 0);
    paint.at(50, 0, rgb);
    assertArrayEquals(new float[] {1, 0.5f, 0}, rgb, 1e-6f);
  }

  @Test
  void noiseIsSmoothAndFillsItsRange() {
    Noise noise = Noise.of(new Random(3));
    double sum = 0;
    float least = 1;
    float most = 0;
    for (int i = 0; i < 10_000; i++) {
      float x = i * 0.37f - 1500;
      float value = noise.fractal(x, x * 0.3f, 3);
      assertEquals(value, noise.fractal(x + 0.001f, x * 0.3f, 3), 0.02f);
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    assertEquals(0.5, sum / 10_000, 0.02);
    assertTrue(least >= 0 && least < 0.2 && most <= 1 && most > 0.8, least + " to " + most);
  }

  @Test
  void huesGoRound() {
    assertEquals(Colour.srgb(0xFF0000), Palette.of(0, 1, 1));
    assertEquals(Colour.srgb(0xFFFF00), Palette.of(1 / 6.0, 1, 1));
    assertEquals(Colour.srgb(0x00FF00), Palette.of(1 / 3.0, 1, 1));
    assertEquals(Colour.srgb(0x0000FF), Palette.of(-1 / 3.0, 1, 1));
    assertEquals(Colour.srgb(0x804040), Palette.of(1, 0.5, 128 / 255.0));
  }
}
