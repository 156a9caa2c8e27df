package org.cycleat.render;

import java.util.Arrays;

/**
 * Which triangle is seen at each sample. A sample takes the nearest of the triangles that turn
 * their front to the camera; between two that share an edge, it takes exactly one.
 */
final class DepthBuffer {
  static final int NOTHING = -1;

  /** Parts of a sample in which corners are placed, in bits. */
  private static final int SUBSAMPLE_BITS = 8;

  private static final int ONE = 1 << SUBSAMPLE_BITS;
  private static final int HALF = ONE / 2;

  /** Far beyond any picture; keeps the products of two places within a long. */
  private static final float FARTHEST = 1 << 20;

  private final int width;
  private final int height;
  private final int samplesPerSide;
  final float[] depth; // [height, width], the greater the nearer
  final int[] owner; // [height, width] triangles

  /**
   * @param samplesPerSide of a pixel
   */
  DepthBuffer(int width, int height, int samplesPerSide) {
    this.width = width * samplesPerSide;
    this.height = height * samplesPerSide;
    this.samplesPerSide = samplesPerSide;
    depth = new float[this.width * this.height];
    owner = new int[depth.length];
  }

  /** Samples in a row. */
  int width() {
    return width;
  }

  /** Draws all triangles, [T, 3]. */
  void draw(ProjectedPoints points, int[] triangles) {
    Arrays.fill(depth, Float.NEGATIVE_INFINITY);
    Arrays.fill(owner, NOTHING);
    for (int t = 0; t < triangles.length; t += 3) {
      // seen from the front, a triangle is clockwise in a picture whose y points down
      triangle(points, t / 3, triangles[t], triangles[t + 2], triangles[t + 1]);
    }
  }

  private void triangle(ProjectedPoints points, int id, int a, int b, int c) {
    float ax = points.x[a];
    float ay = points.y[a];
    float bx = points.x[b];
    float by = points.y[b];
    float cx = points.x[c];
    float cy = points.y[c];
    if ((bx - ax) * (cy - ay) - (cx - ax) * (by - ay) <= 0) {
      return; // its back, its edge, or no number
    }
    float za = points.depth[a];
    float zb = points.depth[b];
    float zc = points.depth[c];
    if (!(za + zb + zc < Float.POSITIVE_INFINITY) || !isNear(ax, ay, bx, by, cx, cy)) {
      return;
    }
    fill(id, place(ax), place(ay), place(bx), place(by), place(cx), place(cy), za, zb, zc);
  }

  private static boolean isNear(float... places) {
    for (float place : places) {
      if (!(Math.abs(place) < FARTHEST)) {
        return false;
      }
    }
    return true;
  }

  private int place(float pixels) {
    return Math.round(pixels * (samplesPerSide * ONE));
  }

  private void fill(
      int id, int ax, int ay, int bx, int by, int cx, int cy, float za, float zb, float zc) {
    int left = Math.max(0, firstSample(Math.min(ax, Math.min(bx, cx))));
    int right = Math.min(width - 1, lastSample(Math.max(ax, Math.max(bx, cx))));
    int top = Math.max(0, firstSample(Math.min(ay, Math.min(by, cy))));
    int bottom = Math.min(height - 1, lastSample(Math.max(ay, Math.max(by, cy))));
    long area = (long) (bx - ax) * (cy - ay) - (long) (cx - ax) * (by - ay);
    if (left > right || top > bottom || area <= 0) {
      return;
    }
    // Each edge's function is positive inside; a sample on it belongs to a left or an upper edge.
    long rowC = edge(ax, ay, bx, by, left, top);
    long rowA = edge(bx, by, cx, cy, left, top);
    long rowB = edge(cx, cy, ax, ay, left, top);
    long rightC = (long) (ay - by) * ONE;
    long rightA = (long) (by - cy) * ONE;
    long rightB = (long) (cy - ay) * ONE;
    long downC = (long) (bx - ax) * ONE;
    long downA = (long) (cx - bx) * ONE;
    long downB = (long) (ax - cx) * ONE;
    float slopeB = (zb - za) / area;
    float slopeC = (zc - za) / area;
    for (int y = top; y <= bottom; y++) {
      long eA = rowA;
      long eB = rowB;
      long eC = rowC;
      int at = y * width + left;
      for (int end = at + right - left; at <= end; at++) {
        if ((eA | eB | eC) >= 0) {
          float z = za + eB * slopeB + eC * slopeC;
          if (z > depth[at]) {
            depth[at] = z;
            owner[at] = id;
          }
        }
        eA += rightA;
        eB += rightB;
        eC += rightC;
      }
      rowA += downA;
      rowB += downB;
      rowC += downC;
    }
  }

  /** The function of the edge from p to q at a sample; a sample on other edges is outside. */
  private static long edge(int px, int py, int qx, int qy, int column, int row) {
    long x = (long) column * ONE + HALF;
    long y = (long) row * ONE + HALF;
    boolean isUpper = py == qy && qx > px;
    boolean isLeft = qy < py;
    return (qx - px) * (y - py) - (qy - py) * (x - px) - (isUpper || isLeft ? 0 : 1);
  }

  /** The first sample whose centre is at or beyond a place. */
  private static int firstSample(int place) {
    return (place - HALF + ONE - 1) >> SUBSAMPLE_BITS;
  }

  private static int lastSample(int place) {
    return (place - HALF) >> SUBSAMPLE_BITS;
  }
}
