package org.cycleat.render.mesh;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture on a surface, repeated beyond its edges, with ever smaller copies of itself (a mipmap)
 * for surfaces that are far away.
 */
public final class Texture {
  /**
   * The picture at one size.
   *
   * @param texels [height, width, 3] linear red, green, blue, top row first
   */
  @SuppressWarnings("ArrayRecordComponent") // texels by the million; never compared
  public record Level(int width, int height, float[] texels) {}

  private final List<Level> levels = new ArrayList<>();

  /**
   * @param texels [height, width, 3] linear red, green, blue in [0, 1], top row first; not copied
   */
  public Texture(int width, int height, float[] texels) {
    if (width < 1 || height < 1 || texels.length != (long) width * height * 3) {
      throw new IllegalArgumentException(
          "expected [%d, %d, 3] texels, got %d numbers".formatted(height, width, texels.length));
    }
    levels.add(new Level(width, height, texels));
    for (Level last = levels.get(0); last.width > 1 || last.height > 1; ) {
      last = halved(last);
      levels.add(last);
    }
  }

  /** The largest first; the last is a single texel. */
  public List<Level> levels() {
    return levels;
  }

  public int width() {
    return levels.get(0).width;
  }

  public int height() {
    return levels.get(0).height;
  }

  /**
   * Each texel is the mean of four, or of two where a side is 1; of an odd side the last is left.
   */
  private static Level halved(Level from) {
    int width = Math.max(1, from.width / 2);
    int height = Math.max(1, from.height / 2);
    int right = from.width > 1 ? 3 : 0;
    int below = from.height > 1 ? 3 * from.width : 0;
    float[] texels = new float[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int to = 3 * (y * width + x);
        int at =
            3 * (Math.min(2 * y, from.height - 1) * from.width + Math.min(2 * x, from.width - 1));
        for (int c = 0; c < 3; c++, at++) {
          texels[to + c] =
              (from.texels[at]
                      + from.texels[at + right]
                      + from.texels[at + below]
                      + from.texels[at + right + below])
                  / 4;
        }
      }
    }
    return new Level(width, height, texels);
  }
}
