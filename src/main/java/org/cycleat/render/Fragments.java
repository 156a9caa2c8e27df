package org.cycleat.render;

/**
 * The pieces of surface that are seen in one pixel. A face's mesh has triangles smaller than a
 * pixel: samples of neighbouring ones, of one material and about one depth, make one piece, which
 * is shaded once.
 */
final class Fragments {
  private final DepthBuffer buffer;
  private final int samples; // a side of a pixel
  private final int[] triangles;
  private final float[] depths;
  private final int[] counts;
  private final int[] sumsX;
  private final int[] sumsY;
  private int[] materialOf;
  private float sameDepth;
  private int found;

  Fragments(DepthBuffer buffer, int samplesPerSide) {
    this.buffer = buffer;
    this.samples = samplesPerSide;
    int most = samplesPerSide * samplesPerSide;
    triangles = new int[most];
    depths = new float[most];
    counts = new int[most];
    sumsX = new int[most];
    sumsY = new int[most];
  }

  /**
   * Begins a new picture.
   *
   * @param triangleMaterials [T] each triangle's material
   * @param largestStep by what the depth changes at most within a piece
   */
  void start(int[] triangleMaterials, float largestStep) {
    materialOf = triangleMaterials;
    sameDepth = largestStep;
  }

  /** Finds the pieces in a pixel; returns how many there are. */
  int gather(int x, int y) {
    found = 0;
    if (isOnePiece(x, y)) {
      triangles[0] = buffer.owner[y * samples * buffer.width() + x * samples];
      counts[0] = samples * samples;
      sumsX[0] = counts[0] * x * samples + counts[0] * (samples - 1) / 2;
      sumsY[0] = counts[0] * y * samples + counts[0] * (samples - 1) / 2;
      return 1;
    }
    for (int row = y * samples; row < (y + 1) * samples; row++) {
      int at = row * buffer.width() + x * samples;
      for (int column = x * samples; column < (x + 1) * samples; column++, at++) {
        int owner = buffer.owner[at];
        if (owner != DepthBuffer.NOTHING) {
          int piece = pieceOf(owner, buffer.depth[at]);
          counts[piece]++;
          sumsX[piece] += column;
          sumsY[piece] += row;
        }
      }
    }
    return found;
  }

  /** Most pixels are, and are told apart with less work. */
  private boolean isOnePiece(int x, int y) {
    int first = y * samples * buffer.width() + x * samples;
    int owner = buffer.owner[first];
    if (owner == DepthBuffer.NOTHING) {
      return false;
    }
    float depth = buffer.depth[first];
    int material = materialOf[owner];
    for (int row = first; row < first + samples * buffer.width(); row += buffer.width()) {
      for (int at = row; at < row + samples; at++) {
        // nothing has a depth of minus infinity
        int other = buffer.owner[at];
        if (other != owner
            && (!(Math.abs(buffer.depth[at] - depth) <= sameDepth)
                || materialOf[other] != material)) {
          return false;
        }
      }
    }
    return true;
  }

  private int pieceOf(int owner, float depth) {
    for (int i = 0; i < found; i++) {
      if (triangles[i] == owner
          || (Math.abs(depth - depths[i]) <= sameDepth
              && materialOf[owner] == materialOf[triangles[i]])) {
        return i;
      }
    }
    triangles[found] = owner;
    depths[found] = depth;
    counts[found] = 0;
    sumsX[found] = 0;
    sumsY[found] = 0;
    return found++;
  }

  /** A triangle of a piece. */
  int triangle(int piece) {
    return triangles[piece];
  }

  /** How many of the pixel's samples a piece has. */
  int count(int piece) {
    return counts[piece];
  }

  /** The middle of a piece, pixels. */
  float x(int piece) {
    return (sumsX[piece] + 0.5f * counts[piece]) / (counts[piece] * samples);
  }

  float y(int piece) {
    return (sumsY[piece] + 0.5f * counts[piece]) / (counts[piece] * samples);
  }
}
