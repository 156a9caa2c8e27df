package org.cycleat.render.wild;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;
import org.junit.jupiter.api.Test;

class LensTest {

  /** One bright pixel, amid a picture that is wider than high. */
  private static Raster point() {
    Raster raster = Raster.empty(41, 31);
    raster.pixels()[4 * (15 * 41 + 20) + 1] = 1;
    return raster;
  }

  @Test
  void aBlurKeepsTheSumAndHasItsDeviation() {
    for (double sigma : new double[] {0.4, 1, 2.7}) {
      Raster blurred = Blur.gaussian(point(), sigma);
      double sum = 0;
      double acrossX = 0;
      double acrossY = 0;
      for (int y = 0; y < 31; y++) {
        for (int x = 0; x < 41; x++) {
          float value = blurred.pixels()[4 * (y * 41 + x) + 1];
          sum += value;
          acrossX += value * (x - 20) * (x - 20);
          acrossY += value * (y - 15) * (y - 15);
        }
      }
      assertEquals(1, sum, 1e-4);
      assertEquals(sigma, Math.sqrt(acrossX), 1e-3);
      assertEquals(acrossX, acrossY, 1e-3);
    }
  }

  @Test
  void whatIsEvenStaysEven() {
    Raster even = Raster.filled(9, 5, new Colour(0.3f, 0.6f, 0.1f));
    assertArrayEquals(even.pixels(), Blur.gaussian(even, 3).pixels(), 1e-5f);
    assertArrayEquals(even.pixels(), Blur.motion(even, 5, 2).pixels(), 1e-5f);
    float[] larger = Resize.of(even.pixels(), 9, 5, 4, 23, 11);
    assertArrayEquals(Raster.filled(23, 11, new Colour(0.3f, 0.6f, 0.1f)).pixels(), larger, 1e-5f);
  }

  @Test
  void nothingIsDoneWhereNothingWouldBeSeen() {
    Raster point = point();
    assertSame(point, Blur.gaussian(point, 0.1));
    assertSame(point, Blur.motion(point, 0, 0));
  }

  @Test
  void motionSmearsAlongItsDirection() {
    Raster blurred = Blur.motion(point(), 4, 0); // five taps
    for (int x = 0; x < 41; x++) {
      float expected = Math.abs(x - 20) <= 2 ? 0.2f : 0;
      assertEquals(expected, blurred.pixels()[4 * (15 * 41 + x) + 1], 1e-6f);
    }
  }

  @Test
  void resizingByHand() {
    float[] half = Resize.of(new float[] {0, 0, 4, 8}, 4, 1, 1, 2, 1);
    // triangle of reach 2 about 0.5: weights 0.75, 0.75, 0.25 of 0, 0, 4, over their sum
    assertArrayEquals(new float[] {4 * 0.25f / 1.75f, (3 + 6) / 1.75f}, half, 1e-5f);
    float[] twice = Resize.of(new float[] {0, 8}, 1, 2, 1, 1, 4);
    assertArrayEquals(new float[] {0, 2, 6, 8}, twice, 1e-5f);
  }

  @Test
  void exposureBringsAFaceToItsTarget() {
    Raster raster = Raster.filled(10, 6, Colour.grey(0.1f));
    Exposure exposure = new Exposure(0.2, 1.5, 0.5, 0, 0.01);
    exposure.apply(raster, FaceArea.of(2, 1, 8, 5));
    double gain = Math.pow(2, 0.8);
    assertEquals(0.1 * gain * 1.5 + 0.01, raster.pixels()[0], 1e-5);
    assertEquals(0.1 * gain + 0.01, raster.pixels()[1], 1e-5);
    assertEquals(0.1 * gain * 0.5 + 0.01, raster.pixels()[2], 1e-5);
  }

  @Test
  void onlyTheFaceIsMeasuredAndCornersAreDarker() {
    Raster raster = Raster.filled(20, 20, Colour.grey(0.2f));
    raster.pixels()[1] = 100; // a lamp beside the face
    new Exposure(0.2, 1, 1, 0.5, 0).apply(raster, FaceArea.of(5, 5, 15, 15));
    assertEquals(0.2, raster.pixels()[4 * (10 * 20 + 10) + 1], 1e-3);
    assertEquals(1, raster.pixels()[1], 1e-6, "runs into white");
    assertEquals(0.2 * (1 - 0.5 * 0.9025), raster.pixels()[4 * 399 + 1], 1e-5);
  }

  @Test
  void aColouredLightIsCorrectedForTheGreaterPart() {
    Exposure exposure = new Exposure(0.2, 1, 1, 0, 0).balanced(new float[] {1, 0.5f, 0.25f});
    assertEquals(Math.pow(0.5, 0.6), exposure.red(), 1e-4);
    assertEquals(Math.pow(2, 0.6), exposure.blue(), 1e-4);
  }

  @Test
  void brightLightRunsIntoWhiteWithoutAStep() {
    Raster ramp = Raster.empty(400, 1);
    for (int x = 0; x < 400; x++) {
      ramp.pixels()[4 * x + 1] = x * 0.01f;
    }
    double mean = 0.7152 * 1.995; // of the ramp: makes the gain 1
    new Exposure(mean, 1, 1, 0, 0).apply(ramp, FaceArea.of(0, 0, 400, 1));
    for (int x = 1; x < 400; x++) {
      float step = ramp.pixels()[4 * x + 1] - ramp.pixels()[4 * x - 3];
      assertTrue(step >= 0 && step < 0.0115, "at " + x * 0.01 + " a step of " + step);
    }
    assertEquals(0.5, ramp.pixels()[4 * 50 + 1], 1e-3);
    assertEquals(1, ramp.pixels()[4 * 399 + 1], 1e-6);
  }
}
