package org.cycleat.prepare;

import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.GivenFace;
import org.cycleat.face.Box;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.EyeProportions;
import org.cycleat.face.FaceInstruments;
import org.cycleat.face.Landmarks;
import org.cycleat.face.Point2;

/** Faces that a manifest tells, so that they need not be found. */
final class GivenFaces {
  /** Common share of two boxes from which they are taken to be of one face. */
  private static final double LEAST_OVERLAP = 0.3;

  private GivenFaces() {}

  /**
   * A face by its landmarks. Of one whose box alone is given, the detector's find there has the
   * more exact eyes; where it finds none, they are put at their average places in the box.
   *
   * @throws UserException where the face is not within the picture
   */
  static DetectedFace in(Mat picture, GivenFace given, FaceInstruments finder) {
    if (given.landmarks().isEmpty()) {
      Box box = rounded(given.box().orElseThrow());
      requireInside(picture, box.centre(), "box");
      DetectedFace face =
          finder.detect(picture).stream()
              .filter(found -> found.box().overlap(box) > LEAST_OVERLAP)
              .max(Comparator.comparingDouble(found -> found.box().overlap(box)))
              .orElseGet(
                  () ->
                      DetectedFace.fromBox(
                          box.clip(picture.cols(), picture.rows()), 1, EyeProportions.OF_A_FACE));
      return finder.withLandmarks(picture, List.of(face)).get(0);
    }
    Landmarks landmarks =
        new Landmarks(given.landmarks().stream().map(p -> new Point2(p.x(), p.y())).toList());
    requireInside(picture, landmarks.rightEye().midpoint(landmarks.leftEye()), "eyes");
    Box box = given.box().map(GivenFaces::rounded).orElseGet(landmarks::extent);
    return DetectedFace.of(box, landmarks);
  }

  private static Box rounded(GivenFace.Area area) {
    return new Box(
        (int) Math.round(area.x()),
        (int) Math.round(area.y()),
        (int) Math.max(1, Math.round(area.width())),
        (int) Math.max(1, Math.round(area.height())));
  }

  private static void requireInside(Mat picture, Point2 point, String what) {
    boolean isInside =
        point.x() >= 0
            && point.y() >= 0
            && point.x() <= picture.cols()
            && point.y() <= picture.rows();
    if (!isInside) {
      throw new UserException(
          "the middle of the %s in the manifest, %.1f,%.1f, is not within the picture of %d x %d pixels"
              .formatted(what, point.x(), point.y(), picture.cols(), picture.rows()));
    }
  }
}
