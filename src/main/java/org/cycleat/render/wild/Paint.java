package org.cycleat.render.wild;

import org.cycleat.render.mesh.Colour;

/** What colour a surface has at each place. */
interface Paint {

  /**
   * @param x pixels
   * @param rgb is set, linear light
   */
  void at(float x, float y, float[] rgb);

  static Paint of(Colour colour) {
    return (x, y, rgb) -> {
      rgb[0] = colour.red();
      rgb[1] = colour.green();
      rgb[2] = colour.blue();
    };
  }

  /** From one colour to another along a line from (fromX, fromY) to (toX, toY). */
  static Paint gradient(Colour first, Colour last, Spot from, Spot to) {
    float dx = (float) (to.x() - from.x());
    float dy = (float) (to.y() - from.y());
    float scale = 1 / Math.max(1e-6f, dx * dx + dy * dy);
    float ax = (float) from.x();
    float ay = (float) from.y();
    return (x, y, rgb) -> {
      float share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) * scale));
      rgb[0] = first.red() + share * (last.red() - first.red());
      rgb[1] = first.green() + share * (last.green() - first.green());
      rgb[2] = first.blue() + share * (last.blue() - first.blue());
    };
  }

  /** Brighter and darker by noise: times 1 - amount to 1 + amount. */
  default Paint mottled(Noise noise, double sizeX, double sizeY, double amount) {
    float fx = (float) (1 / sizeX);
    float fy = (float) (1 / sizeY);
    float by = (float) (2 * amount);
    return (x, y, rgb) -> {
      at(x, y, rgb);
      float factor = 1 + by * (noise.fractal(x * fx, y * fy, 2) - 0.5f);
      rgb[0] *= factor;
      rgb[1] *= factor;
      rgb[2] *= factor;
    };
  }
}
