package org.cycleat.face;

import java.util.List;

/**
 * The 68 points of a face in the order of iBUG 300-W (Sagonas et al., "300 Faces in-the-Wild
 * Challenge", 2013), in pixels. Right and left are the person's own: in an upright photograph the
 * right side has the smaller x.
 *
 * <p>0-16 jaw from the right ear to the left, 17-21 right brow, 22-26 left brow, 27-30 bridge of
 * the nose down to its tip, 31-35 nostrils, 36-41 right eye, 42-47 left eye, 48-59 outer and 60-67
 * inner rim of the lips.
 *
 * @param points [68]
 */
public record Landmarks(List<Point2> points) {
  public static final int COUNT = 68;

  /**
   * First and last of points that a mirror image lists in reverse; the bridge of the nose stays.
   */
  private static final int[][] MIRRORED_RUNS = {
    {0, 16}, {17, 26}, {27, 27}, {28, 28}, {29, 29}, {30, 30}, {31, 35}, {48, 54}, {55, 59},
    {60, 64}, {65, 67}
  };

  /** The eyes go round: corner for corner, upper lid for upper lid, lower for lower. */
  private static final int[][] MIRRORED_PAIRS = {
    {36, 45}, {37, 44}, {38, 43}, {39, 42}, {40, 47}, {41, 46}
  };

  private static final int NOSE_TIP = 30;
  private static final int RIGHT_EYE = 36;
  private static final int LEFT_EYE = 42;
  private static final int POINTS_OF_AN_EYE = 6;
  private static final int RIGHT_MOUTH_CORNER = 48;
  private static final int LEFT_MOUTH_CORNER = 54;

  public Landmarks {
    points = List.copyOf(points);
    if (points.size() != COUNT) {
      throw new IllegalArgumentException("expected 68 landmarks, got " + points.size());
    }
  }

  /** Mean distance of these points from the same of another face. */
  public double meanDistanceTo(Landmarks other) {
    double sum = 0;
    for (int i = 0; i < COUNT; i++) {
      sum += points.get(i).distanceTo(other.points.get(i));
    }
    return sum / COUNT;
  }

  /** Which point of a face each point becomes in a mirror image: the jaw's ends change places. */
  public static int[] mirrored() {
    int[] partner = new int[COUNT];
    for (int[] run : MIRRORED_RUNS) {
      for (int i = run[0]; i <= run[1]; i++) {
        partner[i] = run[0] + run[1] - i;
      }
    }
    for (int[] pair : MIRRORED_PAIRS) {
      partner[pair[0]] = pair[1];
      partner[pair[1]] = pair[0];
    }
    return partner;
  }

  /** Mean of the six points of the person's right eye. */
  public Point2 rightEye() {
    return mean(RIGHT_EYE, POINTS_OF_AN_EYE);
  }

  /** Mean of the six points of the person's left eye. */
  public Point2 leftEye() {
    return mean(LEFT_EYE, POINTS_OF_AN_EYE);
  }

  public Point2 noseTip() {
    return points.get(NOSE_TIP);
  }

  public Point2 rightMouthCorner() {
    return points.get(RIGHT_MOUTH_CORNER);
  }

  public Point2 leftMouthCorner() {
    return points.get(LEFT_MOUTH_CORNER);
  }

  /** The box around all points, in whole pixels. */
  public Box extent() {
    int left = (int) Math.floor(points.stream().mapToDouble(Point2::x).min().orElseThrow());
    int right = (int) Math.ceil(points.stream().mapToDouble(Point2::x).max().orElseThrow());
    int top = (int) Math.floor(points.stream().mapToDouble(Point2::y).min().orElseThrow());
    int bottom = (int) Math.ceil(points.stream().mapToDouble(Point2::y).max().orElseThrow());
    return new Box(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  /** The same points in other coordinates. */
  public Landmarks mapped(Similarity transform) {
    return new Landmarks(points.stream().map(transform::apply).toList());
  }

  private Point2 mean(int first, int count) {
    double x = 0;
    double y = 0;
    for (Point2 point : points.subList(first, first + count)) {
      x += point.x() / count;
      y += point.y() / count;
    }
    return new Point2(x, y);
  }
}
