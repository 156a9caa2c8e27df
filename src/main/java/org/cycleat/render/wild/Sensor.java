package org.cycleat.render.wild;

import java.util.Random;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Srgb;

/**
 * From light to levels: noise, and the contrast that the camera or the press gave a picture.
 *
 * @param shot standard deviation of the noise of white light; it grows with the root of the light
 * @param read standard deviation of the noise that is there without light
 * @param contrast factor of the levels about the middle one
 */
record Sensor(double shot, double read, double contrast) {

  static Sensor draw(Random random) {
    double iso = Draw.ratio(random, 0.0015, 0.02);
    return new Sensor(iso, 0.25 * iso, Draw.between(random, 0.85, 1.25));
  }

  /** Levels of opaque light; equal ones in the three channels where it is to be grey. */
  Photo expose(Raster light, boolean isGrey, Random random) {
    int[] curve = curve();
    int[] rgb = new int[light.width() * light.height()];
    float[] pixels = light.pixels();
    RandomStream noise = new RandomStream(random.nextLong());
    for (int i = 0; i < rgb.length; i++) {
      int at = 4 * i;
      if (isGrey) {
        rgb[i] = 0x010101 * curve[noisy(Exposure.luminance(pixels, at), noise)];
      } else {
        int red = curve[noisy(pixels[at], noise)];
        int green = curve[noisy(pixels[at + 1], noise)];
        int blue = curve[noisy(pixels[at + 2], noise)];
        rgb[i] = red << 16 | green << 8 | blue;
      }
    }
    return new Photo(light.width(), light.height(), rgb);
  }

  private int noisy(float light, RandomStream noise) {
    float variance =
        (float) (shot * shot) * Math.max(0, Math.min(1, light)) + (float) (read * read);
    return Srgb.toLevel(light + noise.nextNormal() * (float) Math.sqrt(variance));
  }

  /** By level before: an S for more contrast, a line for less. */
  private int[] curve() {
    int[] curve = new int[256];
    for (int level = 0; level < curve.length; level++) {
      double t = level / 127.5 - 1; // -1 to 1
      double steep = contrast - 1;
      // the cubic keeps black and white where they are
      double value = steep > 0 ? t * (1 + steep * (1 - t * t)) : t * contrast;
      curve[level] = (int) Math.round(Math.max(0, Math.min(255, 127.5 * (value + 1))));
    }
    return curve;
  }

  /**
   * SplitMix64 (Steele, Lea and Flood 2014) for the numbers by the hundred thousand that a
   * picture's noise takes: java.util.Random's normal numbers cost ten times as much.
   */
  private static final class RandomStream {
    private static final float SCALE = (float) (Math.sqrt(3) / 65536);

    private long state;

    RandomStream(long seed) {
      state = seed;
    }

    /** The sum of four even numbers: mean 0, deviation 1, never beyond 3.5. */
    float nextNormal() {
      state += 0x9E3779B97F4A7C15L;
      long z = state;
      z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
      z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
      z ^= z >>> 31;
      int sum =
          (int) (z & 0xFFFF)
              + (int) (z >>> 16 & 0xFFFF)
              + (int) (z >>> 32 & 0xFFFF)
              + (int) (z >>> 48);
      return (sum - 2 * 65535) * SCALE;
    }
  }
}
