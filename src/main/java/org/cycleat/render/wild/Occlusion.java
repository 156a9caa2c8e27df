package org.cycleat.render.wild;

import org.cycleat.render.Raster;

/** What of a picture is hidden behind things that were put before the face. */
public final class Occlusion {
  private final int width;
  private final int height;
  private final float[] cover; // [height, width]

  Occlusion(Raster front) {
    width = front.width();
    height = front.height();
    cover = new float[width * height];
    for (int i = 0; i < cover.length; i++) {
      cover[i] = front.pixels()[4 * i + 3];
    }
  }

  /**
   * Whether a place is hidden for the greater part; what lies outside of the picture is not.
   *
   * @param x pixels
   * @param y pixels
   */
  public boolean hides(double x, double y) {
    return x >= 0 && y >= 0 && x < width && y < height && cover[((int) y) * width + (int) x] > 0.5f;
  }
}
