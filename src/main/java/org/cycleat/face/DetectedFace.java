package org.cycleat.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One face of a photograph.
 *
 * @param box the face from brow to chin, inside the photograph
 * @param score the detector's confidence in (0, 1]; comparable only within one detector
 * @param rightEye centre of the person's right eye, which is on the left in an upright photograph
 * @param leftEye centre of the person's left eye
 * @param lowerFace nose and mouth, where the detector finds them
 * @param landmarks the 68 points, once they have been located
 */
public record DetectedFace(
    Box box,
    double score,
    Point2 rightEye,
    Point2 leftEye,
    Optional<LowerFace> lowerFace,
    Optional<Landmarks> landmarks) {

  /** A face as a detector finds it, without landmarks. */
  public DetectedFace(
      Box box, double score, Point2 rightEye, Point2 leftEye, Optional<LowerFace> lowerFace) {
    this(box, score, rightEye, leftEye, lowerFace, Optional.empty());
  }

  /** A face whose landmarks are known for certain. */
  public static DetectedFace of(Box box, Landmarks landmarks) {
    return new DetectedFace(
        box,
        1,
        landmarks.rightEye(),
        landmarks.leftEye(),
        Optional.empty(),
        Optional.of(landmarks));
  }

  /** The same face with its landmarks. */
  public DetectedFace with(Landmarks located) {
    return new DetectedFace(box, score, rightEye, leftEye, lowerFace, Optional.of(located));
  }

  /**
   * The same face in an image that was turned.
   *
   * @param turn from this image's coordinates to those of the other; it keeps sizes
   */
  DetectedFace mapped(Similarity turn) {
    double across = Math.abs(turn.a()) * box.width() + Math.abs(turn.b()) * box.height();
    double down = Math.abs(turn.b()) * box.width() + Math.abs(turn.a()) * box.height();
    // What holds the turned box is larger than the face where the turn is no right angle.
    double share = Math.sqrt(box.area() / (across * down));
    Point2 centre = turn.apply(box.centre());
    Box turned =
        new Box(
            (int) Math.round(centre.x() - share * across / 2),
            (int) Math.round(centre.y() - share * down / 2),
            (int) Math.round(share * across),
            (int) Math.round(share * down));
    return mapped(turned, turn::apply);
  }

  /**
   * The same face in another picture.
   *
   * @param where from this picture's points to the other's
   */
  DetectedFace mapped(Box other, UnaryOperator<Point2> where) {
    return new DetectedFace(
        other,
        score,
        where.apply(rightEye),
        where.apply(leftEye),
        lowerFace.map(
            lower ->
                new LowerFace(
                    where.apply(lower.nose),
                    where.apply(lower.rightMouthCorner),
                    where.apply(lower.leftMouthCorner))),
        landmarks.map(l -> new Landmarks(l.points().stream().map(where).toList())));
  }

  /** Tip of the nose and corners of the mouth; right and left are the person's own. */
  public record LowerFace(Point2 nose, Point2 rightMouthCorner, Point2 leftMouthCorner) {}

  /**
   * A face of which only the box is known, its eyes placed by average proportions.
   *
   * @param proportions where the eyes are in such a box
   */
  public static DetectedFace fromBox(Box box, double score, EyeProportions proportions) {
    double y = box.y() + proportions.height() * box.height();
    double half = proportions.distance() * box.width() / 2;
    double x = box.centre().x();
    return new DetectedFace(
        box, score, new Point2(x - half, y), new Point2(x + half, y), Optional.empty());
  }

  /**
   * Non-maximum suppression: of faces that share most of their area, only the most certain stays.
   *
   * @return the remaining faces, the most certain first
   */
  static List<DetectedFace> withoutDuplicates(List<DetectedFace> faces) {
    List<DetectedFace> kept = new ArrayList<>();
    faces.stream()
        .sorted(Comparator.comparingDouble(DetectedFace::score).reversed())
        .filter(face -> kept.stream().noneMatch(other -> sameFace(face.box, other.box)))
        .forEach(kept::add);
    return kept;
  }

  /** A box nested in another has a small union overlap, yet people do not carry faces in faces. */
  private static boolean sameFace(Box a, Box b) {
    return a.overlap(b) > 0.3 || a.intersection(b) > 0.6 * Math.min(a.area(), b.area());
  }

  /** The subject of a photograph: the face of the most {@link Box#prominence}. */
  public static Optional<DetectedFace> mainFace(
      List<DetectedFace> faces, int imageWidth, int imageHeight) {
    return faces.stream()
        .max(Comparator.comparingDouble(face -> face.box.prominence(imageWidth, imageHeight)));
  }
}
