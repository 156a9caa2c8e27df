package org.cycleat.render.wild;

import org.cycleat.render.Raster;

/**
 * Paints on a raster, in place.
 *
 * @param softness pixels over which an edge fades; 1 is a sharp one
 * @param opacity from 0 to 1
 */
record Brush(double softness, double opacity) {
  static final Brush SHARP = new Brush(1, 1);

  static Brush soft(double softness) {
    return new Brush(Math.max(1, softness), 1);
  }

  Brush withOpacity(double other) {
    return new Brush(softness, other);
  }

  /** Fills a shape. */
  void fill(Raster on, Shape shape, Paint paint) {
    float[] rgb = new float[3];
    float scale = (float) (1 / softness);
    for (int y = 0; y < on.height(); y++) {
      int x = 0;
      while (x < on.width()) {
        float distance = shape.distance(x + 0.5f, y + 0.5f);
        float cover = 0.5f - distance * scale;
        if (cover <= 0) {
          // No edge is nearer than the distance; a half, as distances are only about right.
          x += Math.max(1, (int) ((distance - softness / 2) / 2));
          continue;
        }
        paint.at(x + 0.5f, y + 0.5f, rgb);
        put(on.pixels(), 4 * (y * on.width() + x), rgb, Math.min(1, cover) * (float) opacity);
        x++;
      }
    }
  }

  /** Covers all of the raster. */
  static void wash(Raster on, Paint paint) {
    float[] rgb = new float[3];
    for (int y = 0; y < on.height(); y++) {
      for (int x = 0; x < on.width(); x++) {
        paint.at(x + 0.5f, y + 0.5f, rgb);
        put(on.pixels(), 4 * (y * on.width() + x), rgb, 1);
      }
    }
  }

  /** Puts a colour over a pixel. */
  static void put(float[] pixels, int at, float[] rgb, float cover) {
    float through = 1 - cover;
    pixels[at] = through * pixels[at] + cover * rgb[0];
    pixels[at + 1] = through * pixels[at + 1] + cover * rgb[1];
    pixels[at + 2] = through * pixels[at + 2] + cover * rgb[2];
    pixels[at + 3] = through * pixels[at + 3] + cover;
  }
}
