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
