package org.cycleat.face;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Errors of landmarks over many faces, as fractions of the distance between the eyes.
 *
 * @param values one for each face, ascending
 */
public record LandmarkError(List<Double> values) {
  /**
   * In a profile the eyes' distance vanishes; it counts as this much of the crop's side at least. A
   * frontal face has 0.3.
   */
  private static final double LEAST_EYE_DISTANCE = 0.23;

  public LandmarkError {
    values = values.stream().sorted().toList();
  }

  /**
   * What errors of this face are measured by, in pixels: the distance between its eyes' centres.
   */
  public static double unit(Landmarks truth) {
    return Math.max(
        truth.rightEye().distanceTo(truth.leftEye()),
        LEAST_EYE_DISTANCE * LandmarkCrop.of(truth).side());
  }

  /** Mean distance of the 68 points from the true ones. */
  public static double ofAll(Landmarks found, Landmarks truth) {
    return found.meanDistanceTo(truth) / unit(truth);
  }

  /**
   * Mean distance of eye centres, nose tip and corners of the mouth from a detector's, as a
   * fraction of its distance between the eyes.
   *
   * @param face whose detector finds the lower face as well
   */
  public static double ofFive(Landmarks found, DetectedFace face) {
    return ofFive(
        List.of(
            found.rightEye(),
            found.leftEye(),
            found.noseTip(),
            found.rightMouthCorner(),
            found.leftMouthCorner()),
        face);
  }

  /**
   * As {@link #ofFive(Landmarks, DetectedFace)}, of the same detector's points in the mirror image:
   * how far it agrees with itself.
   *
   * @param mirrored the face in the mirror image, whose right eye is the left one here
   * @param width the picture's, pixels
   */
  public static double ofMirrored(DetectedFace mirrored, int width, DetectedFace face) {
    DetectedFace.LowerFace lower = mirrored.lowerFace().orElseThrow();
    return ofFive(
        Stream.of(
                mirrored.leftEye(),
                mirrored.rightEye(),
                lower.nose(),
                lower.leftMouthCorner(),
                lower.rightMouthCorner())
            .map(point -> new Point2(width - point.x(), point.y()))
            .toList(),
        face);
  }

  private static double ofFive(List<Point2> five, DetectedFace face) {
    DetectedFace.LowerFace lower = face.lowerFace().orElseThrow();
    double sum =
        five.get(0).distanceTo(face.rightEye())
            + five.get(1).distanceTo(face.leftEye())
            + five.get(2).distanceTo(lower.nose())
            + five.get(3).distanceTo(lower.rightMouthCorner())
            + five.get(4).distanceTo(lower.leftMouthCorner());
    return sum / 5 / Math.max(1e-6, face.rightEye().distanceTo(face.leftEye()));
  }

  /** The value below which this share of the faces is; 0.5 gives the median. */
  public double quantile(double share) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    double place = share * (values.size() - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return values.get(below) + (place - below) * (values.get(above) - values.get(below));
  }

  public double mean() {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** For people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median %.2f %%, mean %.2f %%, 95 %% of %d faces below %.2f %%",
        100 * quantile(0.5),
        100 * mean(),
        values.size(),
        100 * quantile(0.95));
  }
}
