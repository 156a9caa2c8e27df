package org.cycleat.render;

import java.util.Arrays;

/**
 * The farthest depth in each tile of a depth buffer: what lies behind it everywhere need not be
 * drawn. Half of a face's triangles are inside of the head: teeth, sockets, the backs of the eyes.
 */
final class CoarseDepth {
  private static final int TILE_BITS = 3;
  private static final int TILE = 1 << TILE_BITS;

  private final int width; // samples
  private final int height;
  private final int columns;
  private final float[] farthest;

  CoarseDepth(int width, int height) {
    this.width = width;
    this.height = height;
    columns = (width + TILE - 1) >> TILE_BITS;
    farthest = new float[columns * ((height + TILE - 1) >> TILE_BITS)];
  }

  /** Takes over a depth buffer as it is now, [height, width]; the greater, the nearer. */
  void update(float[] depth) {
    Arrays.fill(farthest, Float.POSITIVE_INFINITY);
    for (int y = 0; y < height; y++) {
      int tiles = (y >> TILE_BITS) * columns;
      for (int x = 0; x < width; x++) {
        int tile = tiles + (x >> TILE_BITS);
        farthest[tile] = Math.min(farthest[tile], depth[y * width + x]);
      }
    }
  }

  /**
   * Whether nothing within a rectangle can be seen.
   *
   * @param nearest depth of what is to be drawn there
   */
  boolean hides(float left, float top, float right, float bottom, float nearest) {
    int firstColumn = Math.max(0, (int) left) >> TILE_BITS;
    int firstRow = Math.max(0, (int) top) >> TILE_BITS;
    int lastColumn = Math.min(width - 1, (int) right) >> TILE_BITS;
    int lastRow = Math.min(height - 1, (int) bottom) >> TILE_BITS;
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        if (!(farthest[row * columns + column] > nearest)) {
          return false;
        }
      }
    }
    return true;
  }
}
