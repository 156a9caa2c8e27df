package org.cycleat.face;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Looks at a panorama part by part: as a whole it would be reduced until its faces cannot be seen.
 *
 * <p>The parts overlap by the panorama's short side, so that every face is whole in one of them.
 */
final class PanoramaDetector implements FaceDetector {
  /** What is longer than so many times its short side is a panorama. */
  private static final int LONGEST = 3;

  /** A part is at least so long, in pixels: a detector sees it in full size. */
  private static final int LEAST_PART = 1024;

  private final FaceDetector detector;

  /**
   * @param detector of the parts, closed with this
   */
  PanoramaDetector(FaceDetector detector) {
    this.detector = detector;
  }

  /**
   * A part of the long side, in pixels from its beginning.
   *
   * @param from where it begins
   * @param length the same for each
   * @param first faces whose centre is before this are left to the part before
   * @param last faces whose centre is after this are left to the next part
   */
  record Part(int from, int length, double first, double last) {}

  /** The parts in which a picture of these sides is looked at, one where it is no panorama. */
  static List<Part> parts(int longSide, int shortSide) {
    int length = Math.max(LEAST_PART, LONGEST * shortSide);
    if (longSide <= length) {
      return List.of(new Part(0, longSide, 0, longSide));
    }
    int steps = (int) Math.ceil((double) (longSide - length) / (length - shortSide));
    double step = (double) (longSide - length) / steps;
    double overlap = length - step;
    // One face's box differs by some pixels from part to part: cores overlap a little, too.
    double margin = overlap / 8;
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      double from = i * step;
      double first = i == 0 ? 0 : from + overlap / 2 - margin;
      double last = i == steps ? longSide : from + length - overlap / 2 + margin;
      parts.add(new Part((int) Math.round(from), length, first, last));
    }
    return parts;
  }

  /**
   * The long side to which a picture is reduced: a panorama's short side stays as long as others'
   * are.
   */
  static int longSide(Mat bgr, int usual) {
    double longSide = Math.max(bgr.cols(), bgr.rows());
    double ratio = longSide / Math.min(bgr.cols(), bgr.rows()) / LONGEST;
    return (int) Math.min(longSide, usual * Math.max(1, ratio) + 0.5);
  }

  @Override
  public List<DetectedFace> detect(Mat bgr) {
    FaceDetector.requireBgr(bgr);
    boolean wide = bgr.cols() >= bgr.rows();
    List<Part> parts = wide ? parts(bgr.cols(), bgr.rows()) : parts(bgr.rows(), bgr.cols());
    if (parts.size() == 1) {
      return detector.detect(bgr);
    }
    List<DetectedFace> faces = new ArrayList<>();
    for (Part part : parts) {
      Box place =
          wide
              ? new Box(part.from, 0, part.length, bgr.rows())
              : new Box(0, part.from, bgr.cols(), part.length);
      for (DetectedFace face : detect(bgr, place)) {
        Point2 centre = face.box().centre();
        double along = wide ? centre.x() : centre.y();
        if (along >= part.first && along <= part.last) {
          faces.add(face);
        }
      }
    }
    return DetectedFace.withoutDuplicates(faces);
  }

  @Override
  public double certain() {
    return detector.certain();
  }

  @Override
  public double leastTurned() {
    return detector.leastTurned();
  }

  @Override
  public double leastTilted() {
    return detector.leastTilted();
  }

  private List<DetectedFace> detect(Mat bgr, Box place) {
    try (Rect rect = new Rect(place.x(), place.y(), place.width(), place.height());
        Mat part = new Mat(bgr, rect)) {
      return detector.detect(part).stream().map(face -> moved(face, place)).toList();
    }
  }

  private static DetectedFace moved(DetectedFace face, Box place) {
    Box box = face.box();
    return face.mapped(
        new Box(box.x() + place.x(), box.y() + place.y(), box.width(), box.height()),
        p -> new Point2(p.x() + place.x(), p.y() + place.y()));
  }

  @Override
  public void close() {
    detector.close();
  }
}
