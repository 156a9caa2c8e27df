package org.cycleat.render;

import java.util.Arrays;

/**
 * Which triangle is seen at each sample. A sample takes the nearest of the triangles that turn
 * their front to the camera; between two that share an edge, it takes exactly one, as both compute
 * the same numbers for the edge.
 */
final class DepthBuffer {
  static final int NOTHING = -1;

  /** A triangle of less area, in samples, is an edge. */
  private static final double LEAST_AREA = 1e-9;

  private final int width;
  private final int height;
  private final int samplesPerSide;
  final float[] depth; // [height, width], the greater the nearer
  final int[] owner; // [height, width] triangles

  /** The triangle in hand: corners from top to bottom, in samples, and its depth as a plane. */
  private double topX;

  private double topY;
  private double middleX;
  private double middleY;
  private double bottomX;
  private double bottomY;
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
      if (place(points, triangles[t], triangles[t + 1], triangles[t + 2])) {
        fill(t / 3);
      }
    }
  }

  /** Takes a triangle in hand; false where it has nothing to show. */
  private boolean place(ProjectedPoints points, int a, int b, int c) {
    double ax = (double) points.x[a] * samplesPerSide;
    double ay = (double) points.y[a] * samplesPerSide;
    double bx = (double) points.x[b] * samplesPerSide;
    double by = (double) points.y[b] * samplesPerSide;
    double cx = (double) points.x[c] * samplesPerSide;
    double cy = (double) points.y[c] * samplesPerSide;
    // seen from the front, a triangle is clockwise in a picture whose y points down
    double area = (cx - ax) * (by - ay) - (bx - ax) * (cy - ay);
    if (!(area > LEAST_AREA)) {
      return false; // its back, its edge, or no number
    }
    double za = points.depth[a];
    double slopeB = (points.depth[b] - za) / area;
    double slopeC = (points.depth[c] - za) / area;
    depthRight = slopeC * (by - ay) - slopeB * (cy - ay);
    depthDown = slopeB * (cx - ax) - slopeC * (bx - ax);
    depthAtOrigin = za - depthRight * ax - depthDown * ay;
    sort(ax, ay, bx, by, cx, cy);
    return Double.isFinite(depthAtOrigin); // a corner behind the camera has no depth
  }

  private void sort(double ax, double ay, double bx, double by, double cx, double cy) {
    if (ay <= by && ay <= cy) {
      order(ax, ay, bx, by, cx, cy);
    } else if (by <= cy) {
      order(bx, by, cx, cy, ax, ay);
    } else {
      order(cx, cy, ax, ay, bx, by);
    }
  }

  /** Keeps a first corner and the two others, the upper one first. */
  private void order(double x, double y, double px, double py, double qx, double qy) {
    boolean isSorted = py <= qy;
    topX = x;
    topY = y;
    middleX = isSorted ? px : qx;
    middleY = isSorted ? py : qy;
    bottomX = isSorted ? qx : px;
    bottomY = isSorted ? qy : py;
  }

  private void fill(int id) {
    int row = Math.max(0, firstSample(topY));
    int end = Math.min(height, firstSample(bottomY));
    if (row >= end) {
      return;
    }
    double longSlope = (bottomX - topX) / (bottomY - topY);
    double upperSlope = (middleX - topX) / (middleY - topY);
    double lowerSlope = (bottomX - middleX) / (bottomY - middleY);
    boolean isMiddleRight = middleX > topX + (middleY - topY) * longSlope;
    for (; row < end; row++) {
      double y = row + 0.5;
      double longX = topX + (y - topY) * longSlope;
      double shortX =
          y < middleY ? topX + (y - topY) * upperSlope : middleX + (y - middleY) * lowerSlope;
      int left = firstSample(isMiddleRight ? longX : shortX);
      int right = firstSample(isMiddleRight ? shortX : longX);
      span(id, row, Math.max(0, left), Math.min(width, right));
    }
  }

  /** Fills a row's samples from the first up to but not including the last. */
  private void span(int id, int row, int from, int end) {
    double z = depthAtOrigin + depthDown * (row + 0.5) + depthRight * (from + 0.5);
    int last = row * width + end;
    for (int at = row * width + from; at < last; at++) {
      if (z > depth[at]) {
        depth[at] = (float) z;
        owner[at] = id;
      }
      z += depthRight;
    }
  }

  /** The first sample whose centre is at or beyond a place. */
  private static int firstSample(double place) {
    return (int) Math.ceil(place - 0.5);
  }
}
