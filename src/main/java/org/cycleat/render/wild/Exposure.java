package org.cycleat.render.wild;

import java.util.Random;
import org.cycleat.render.Raster;

/**
 * From the light in a camera to that in a picture: brightness, white balance, vignette, and the
 * shoulder by which bright light runs into white.
 *
 * @param target of the face's mean brightness, in linear light
 * @param red gain of the white balance
 * @param blue gain of the white balance
 * @param falloff by how much the corners are darker, a share
 * @param fog light that is everywhere, in linear light
 */
record Exposure(double target, double red, double blue, double falloff, double fog) {
  /** Where the shoulder begins. */
  private static final float SHOULDER = 0.6f;

  static Exposure draw(Random random) {
    double warmth = Draw.normal(random, 0.08, 0.25);
    double fog = Draw.chance(random, 0.3) ? Draw.between(random, 0, 0.025) : 0;
    double falloff = Draw.chance(random, 0.4) ? Draw.between(random, 0, 0.5) : 0;
    return new Exposure(
        0.32 * StrictMath.exp(Draw.normal(random, 0.3, 0.8)),
        StrictMath.exp(warmth + Draw.normal(random, 0.03, 0.1)),
        StrictMath.exp(-warmth),
        falloff,
        fog);
  }

  /**
   * As cameras correct the colour of a light: for the greater part.
   *
   * @param light red, green and blue of what falls on the face
   */
  Exposure balanced(float[] light) {
    double share = 0.6;
    double level = light[1] + 1e-6;
    return new Exposure(
        target,
        red * StrictMath.pow(level / (light[0] + 1e-6), share),
        blue * StrictMath.pow(level / (light[2] + 1e-6), share),
        falloff,
        fog);
  }

  /** Changes a raster, whose face is in this area, in place. */
  void apply(Raster raster, FaceArea area) {
    float[] pixels = raster.pixels();
    double mean = Math.max(1e-4, meanOf(raster, area));
    // A camera sees a dark face among bright things as it is, in part.
    double gain = Math.max(0.25, Math.min(8, StrictMath.pow(target / mean, 0.8)));
    float halfWidth = raster.width() / 2f;
    float halfHeight = raster.height() / 2f;
    float scale = 1 / (halfWidth * halfWidth + halfHeight * halfHeight);
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        int at = 4 * (y * raster.width() + x);
        float dx = x + 0.5f - halfWidth;
        float dy = y + 0.5f - halfHeight;
        float corner = (dx * dx + dy * dy) * scale;
        float here = (float) (gain * (1 - falloff * corner));
        pixels[at] = shoulder(pixels[at] * here * (float) red + (float) fog);
        pixels[at + 1] = shoulder(pixels[at + 1] * here + (float) fog);
        pixels[at + 2] = shoulder(pixels[at + 2] * here * (float) blue + (float) fog);
      }
    }
  }

  /** The mean luminance of the part of the area that is in the picture, else of all of it. */
  private static double meanOf(Raster raster, FaceArea area) {
    int left = (int) Math.max(0, Math.min(raster.width(), area.left()));
    int right = (int) Math.max(0, Math.min(raster.width(), area.right()));
    int top = (int) Math.max(0, Math.min(raster.height(), area.top()));
    int bottom = (int) Math.max(0, Math.min(raster.height(), area.bottom()));
    if (left >= right || top >= bottom) {
      left = 0;
      top = 0;
      right = raster.width();
      bottom = raster.height();
    }
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += luminance(raster.pixels(), 4 * (y * raster.width() + x));
      }
    }
    return sum / ((right - left) * (bottom - top));
  }

  /** Linear luminance of a pixel (Rec. 709). */
  static float luminance(float[] pixels, int at) {
    return 0.2126f * pixels[at] + 0.7152f * pixels[at + 1] + 0.0722f * pixels[at + 2];
  }

  private static float shoulder(float light) {
    if (light <= SHOULDER) {
      return light;
    }
    float beyond = (light - SHOULDER) / (1.2f - SHOULDER);
    return SHOULDER
        + (1 - SHOULDER) * Math.min(1, beyond * (1.5f + beyond) / (1 + beyond * (0.5f + beyond)));
  }
}
