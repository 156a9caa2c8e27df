package org.cycleat.twins;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a picture, in pixels of its thumbnail.
 *
 * @param x of its left edge
 * @param y of its upper edge
 */
record Crop(double x, double y, double width, double height) {
  static final Crop WHOLE = new Crop(0, 0, Thumbnail.SIDE, Thumbnail.SIDE);

  /** How far neighbouring crops lie apart, in shares of the side: low frequencies bear the half. */
  private static final double STEP = 0.07;

  private static final int SIZES = 4;

  /** Crops of four sizes, the whole first; whatever lies between two is like its neighbours. */
  static List<Crop> all() {
    List<Crop> crops = new ArrayList<>();
    for (int size = 0; size < SIZES; size++) {
      double step = STEP * Thumbnail.SIDE;
      double side = Thumbnail.SIDE - size * step;
      for (int row = 0; row <= size; row++) {
        for (int column = 0; column <= size; column++) {
          crops.add(new Crop(column * step, row * step, side, side));
        }
      }
    }
    return crops;
  }

  /** Moved and enlarged by so many pixels. */
  Crop changed(double right, double down, double wider, double higher) {
    return new Crop(x + right, y + down, width + wider, height + higher);
  }

  boolean isInside() {
    return x >= 0
        && y >= 0
        && x + width <= Thumbnail.SIDE
        && y + height <= Thumbnail.SIDE
        && Math.min(width, height) >= Thumbnail.SIDE / 2.0;
  }
}
