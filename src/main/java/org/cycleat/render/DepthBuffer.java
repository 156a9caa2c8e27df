package org.cycleat.render;

import java.util.Arrays;

/**
 * Which triangle is seen at each sample. A sample takes the nearest of the triangles that turn
 * their front to the camera; between two that share an edge, it takes exactly one, as both compute
 * the same numbers for the edge.
 */
final class DepthBuffer {
  static final int NOTHING = -1;

  /** A triangle of less area, in pixels, is an edge. */
  private static final float LEAST_AREA = 1e-9f;

  private final int width;
  private final int height;
  private final int samplesPerSide;
  final float[] depth; // [height, width], the greater the nearer
  final int[] owner; // [height, width] triangles
  private final CoarseDepth coarse;

  /** The depth of the triangle in hand, as a plane over samples. */
  private double depthAtOrigin;

  private double depthRight;
  private double depthDown;

  /**
   * @param samplesPerSide of a pixel
   */
  DepthBuffer(int width, int height, int samplesPerSide) {
    this.width = width * samplesPerSide;
    this.height = height * samplesPerSide;
    this.samplesPerSide = samplesPerSide;
    depth = new float[this.width * this.height];
    owner = new int[depth.length];
    coarse = new CoarseDepth(this.width, this.height);
  }

  /** Samples in a row. */
  int width() {
    return width;
  }

  /** Draws all triangles, [T, 3]. */
  void draw(ProjectedPoints points, int[] triangles) {
    Arrays.fill(depth, Float.NEGATIVE_INFINITY);
    Arrays.fill(owner, NOTHING);
    float[] values = points.values;
    int coarseFrom = triangles.length / 6 * 3; // half of the triangles hide many of the others
    for (int t = 0; t < triangles.length; t += 3) {
      int a = ProjectedPoints.WIDTH * triangles[t];
      int b = ProjectedPoints.WIDTH * triangles[t + 1];
      int c = ProjectedPoints.WIDTH * triangles[t + 2];
      float ax = values[a];
      float ay = values[a + 1];
      // seen from the front, a triangle is clockwise in a picture whose y points down
      float area =
          (values[c] - ax) * (values[b + 1] - ay) - (values[b] - ax) * (values[c + 1] - ay);
      if (t == coarseFrom) {
        coarse.update(depth);
      }
      if (area > LEAST_AREA
          && !(t >= coarseFrom && isHidden(values, a, b, c))
          && setDepth(values, a, b, c)) {
        sorted(t / 3, values, a, b, c);
      }
    }
  }

  private boolean isHidden(float[] values, int a, int b, int c) {
    return coarse.hides(
        samplesPerSide * Math.min(values[a], Math.min(values[b], values[c])),
        samplesPerSide * Math.min(values[a + 1], Math.min(values[b + 1], values[c + 1])),
        samplesPerSide * Math.max(values[a], Math.max(values[b], values[c])),
        samplesPerSide * Math.max(values[a + 1], Math.max(values[b + 1], values[c + 1])),
        Math.max(values[a + 2], Math.max(values[b + 2], values[c + 2])));
  }

  /** False where a corner is behind the camera. */
  private boolean setDepth(float[] values, int a, int b, int c) {
    double scale = samplesPerSide;
    double ax = scale * values[a];
    double ay = scale * values[a + 1];
    double bx = scale * values[b] - ax;
    double by = scale * values[b + 1] - ay;
    double cx = scale * values[c] - ax;
    double cy = scale * values[c + 1] - ay;
    double za = values[a + 2];
    double perArea = 1 / (cx * by - bx * cy);
    double slopeB = (values[b + 2] - za) * perArea;
    double slopeC = (values[c + 2] - za) * perArea;
    depthRight = slopeC * by - slopeB * cy;
    depthDown = slopeB * cx - slopeC * bx;
    depthAtOrigin = za - depthRight * ax - depthDown * ay;
    return Double.isFinite(depthAtOrigin);
  }

  /** Fills a triangle, whose corners may be in any order. */
  private void sorted(int id, float[] values, int a, int b, int c) {
    float ay = values[a + 1];
    float by = values[b + 1];
    float cy = values[c + 1];
    if (ay <= by && ay <= cy) {
      fill(id, values, a, by <= cy ? b : c, by <= cy ? c : b);
    } else if (by <= cy) {
      fill(id, values, b, cy <= ay ? c : a, cy <= ay ? a : c);
    } else {
      fill(id, values, c, ay <= by ? a : b, ay <= by ? b : a);
    }
  }

  /** Fills a triangle whose corners go from top to bottom. */
  private void fill(int id, float[] values, int top, int middle, int bottom) {
    double scale = samplesPerSide;
    double topY = scale * values[top + 1];
    double middleY = scale * values[middle + 1];
    double bottomY = scale * values[bottom + 1];
    int row = Math.max(0, firstSample(topY));
    int end = Math.min(height, firstSample(bottomY));
    if (row >= end) {
      return;
    }
    double topX = scale * values[top];
    double middleX = scale * values[middle];
    double bottomX = scale * values[bottom];
    int turn = Math.min(height, Math.max(0, firstSample(middleY)));
    double longSlope = (bottomX - topX) / (bottomY - topY);
    double upperSlope = (middleX - topX) / (middleY - topY);
    double lowerSlope = (bottomX - middleX) / (bottomY - middleY);
    double aboveTop = topX - topY * longSlope;
    double aboveUpper = topX - topY * upperSlope;
    double aboveLower = middleX - middleY * lowerSlope;
    if (middleX > topX + (middleY - topY) * longSlope) {
      rows(id, row, turn, aboveTop, longSlope, aboveUpper, upperSlope);
      rows(id, turn, end, aboveTop, longSlope, aboveLower, lowerSlope);
    } else {
      rows(id, row, turn, aboveUpper, upperSlope, aboveTop, longSlope);
      rows(id, turn, end, aboveLower, lowerSlope, aboveTop, longSlope);
    }
  }

  /**
   * Fills rows between two edges.
   *
   * @param left place of the left edge at height 0
   * @param leftSlope by what it moves to the right a row
   */
  private void rows(
      int id, int from, int end, double left, double leftSlope, double right, double rightSlope) {
    for (int row = from; row < end; row++) {
      double y = row + 0.5;
      int first = Math.max(0, firstSample(left + y * leftSlope));
      int last = Math.min(width, firstSample(right + y * rightSlope));
      if (first < last) {
        span(id, row, first, last);
      }
    }
  }

  /** Fills a row's samples from the first up to but not including the last. */
  private void span(int id, int row, int from, int end) {
    float z = (float) (depthAtOrigin + depthDown * (row + 0.5) + depthRight * (from + 0.5));
    float step = (float) depthRight;
    int last = row * width + end;
    for (int at = row * width + from; at < last; at++) {
      if (z > depth[at]) {
        depth[at] = z;
        owner[at] = id;
      }
      z += step;
    }
  }

  /** The first sample whose centre is beyond a place; of places left of or above the first, any. */
  private static int firstSample(double place) {
    return (int) (place + 0.5);
  }
}
