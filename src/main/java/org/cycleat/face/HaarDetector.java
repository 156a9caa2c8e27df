package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.equalizeHist;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;
import org.cycleat.NativeCache;

/**
 * The cascades inside the OpenCV library (Viola and Jones, "Rapid object detection using a boosted
 * cascade of simple features", 2001): frontal faces only, but no model file is needed.
 */
final class HaarDetector implements FaceDetector {
  private static final String FACES = "haarcascade_frontalface_alt2.xml";
  private static final String EYES = "haarcascade_eye.xml";

  /** Medians of the eyes that YuNet finds in this cascade's boxes over LFW crops. */
  static final EyeProportions PROPORTIONS = new EyeProportions(0.384, 0.450);

  private static final int LONGEST_SIDE = 800;
  private static final int SHORTEST_SIDE = 200;

  /** Pictures up to this size may be crops around one face. */
  private static final int CROP_SIDE = 400;

  private static final double SCALE_STEP = 1.1;
  private static final int SMALLEST_FACE = 24;

  /** Windows that must agree on a face; where no eyes are seen, more must. */
  private static final int NEIGHBOURS = 4;

  private static final int NEIGHBOURS_WITHOUT_EYES = 8;

  /** Side of the face, in pixels, in which eyes are sought; the cascade's window is 20. */
  private static final int EYE_SEARCH_SIDE = 120;

  /** How far an eye may be from its average place, as a fraction of the box's width. */
  private static final double EYE_TOLERANCE = 0.12;

  /** Of upright faces of LFW 19 in 20 score about as much; what it takes for one often less. */
  private static final double LEAST_TURNED = 0.6;

  static {
    WindowlessOpenCv.load();
  }

  private final CascadeClassifier faces = load(FACES);
  private final CascadeClassifier eyes = load(EYES);

  private static CascadeClassifier load(String name) {
    try {
      // The library keeps its data in share/ on Linux and macOS and in etc/ on Windows.
      String root = "/org/bytedeco/opencv/" + Loader.getPlatform();
      File file = Loader.cacheResource(root + "/share/opencv4/haarcascades/" + name);
      if (file == null) {
        file = Loader.cacheResource(root + "/etc/haarcascades/" + name);
      }
      if (file == null) {
        throw new IllegalStateException("the OpenCV library on the class path lacks " + name);
      }
      CascadeClassifier cascade = new CascadeClassifier(file.getPath());
      if (cascade.empty()) {
        cascade.close();
        throw new IllegalStateException(file + " is no cascade; delete it and start again");
      }
      return cascade;
    } catch (IOException e) {
      throw NativeCache.failure(e);
    }
  }

  @Override
  public List<DetectedFace> detect(Mat bgr) {
    FaceDetector.requireBgr(bgr);
    int longSide = Math.max(bgr.cols(), bgr.rows());
    int workingSide = Math.max(SHORTEST_SIDE, Math.min(longSide, LONGEST_SIDE));
    List<DetectedFace> found = pass(bgr, workingSide, 0);
    // The cascade misses a face that fills its picture, as in a crop; a border makes it smaller.
    return found.isEmpty() && longSide <= CROP_SIDE
        ? pass(bgr, SHORTEST_SIDE, SHORTEST_SIDE / 4)
        : found;
  }

  private List<DetectedFace> pass(Mat bgr, int longSide, int border) {
    try (ResizedView view = new ResizedView(bgr, longSide, border, 0);
        Mat grey = new Mat();
        RectVector found = new RectVector();
        IntPointer neighbours = new IntPointer();
        Size smallest = new Size(SMALLEST_FACE, SMALLEST_FACE);
        Size unlimited = new Size()) {
      cvtColor(view.mat(), grey, COLOR_BGR2GRAY);
      equalizeHist(grey, grey);
      faces.detectMultiScale2(
          grey, found, neighbours, SCALE_STEP, NEIGHBOURS, 0, smallest, unlimited);
      List<DetectedFace> result = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        try (Rect rect = found.get(i)) {
          Box box = view.toPhotograph(rect.x(), rect.y(), rect.width(), rect.height(), bgr);
          face(box, neighbours.get(i), rect, grey, view).ifPresent(result::add);
        }
      }
      return DetectedFace.withoutDuplicates(result);
    }
  }

  /** Judges one window; the score grows from 0.4 towards 1 with the windows that agree. */
  private Optional<DetectedFace> face(
      Box box, int agreeing, Rect rect, Mat grey, ResizedView view) {
    DetectedFace average = DetectedFace.fromBox(box, agreeing / (agreeing + 6.0), PROPORTIONS);
    List<Point2> seen = eyes(rect, grey, view);
    Optional<Point2> right = nearest(seen, average.rightEye(), EYE_TOLERANCE * box.width());
    Optional<Point2> left = nearest(seen, average.leftEye(), EYE_TOLERANCE * box.width());
    if (right.isPresent() && left.isPresent()) {
      return Optional.of(
          new DetectedFace(box, average.score(), right.get(), left.get(), Optional.empty()));
    }
    return agreeing >= NEIGHBOURS_WITHOUT_EYES ? Optional.of(average) : Optional.empty();
  }

  /** Centres, in the photograph, of what looks like an eye in the upper part of a face. */
  private List<Point2> eyes(Rect face, Mat grey, ResizedView view) {
    double scale = (double) EYE_SEARCH_SIDE / face.width();
    int height = Math.max(1, (int) (0.6 * face.height()));
    try (Rect upper = new Rect(face.x(), face.y(), face.width(), height);
        Mat part = new Mat(grey, upper);
        Mat search = new Mat();
        Size size = new Size(EYE_SEARCH_SIDE, (int) Math.round(height * scale));
        RectVector found = new RectVector();
        Size smallest = new Size(20, 20);
        Size largest = new Size(60, 60)) {
      resize(part, search, size, 0, 0, scale < 1 ? INTER_AREA : INTER_LINEAR);
      eyes.detectMultiScale(search, found, SCALE_STEP, 3, 0, smallest, largest);
      List<Point2> centres = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        try (Rect eye = found.get(i)) {
          double x = face.x() + (eye.x() + eye.width() / 2.0) / scale;
          double y = face.y() + (eye.y() + eye.height() / 2.0) / scale;
          centres.add(view.toPhotograph(x, y));
        }
      }
      return centres;
    }
  }

  private static Optional<Point2> nearest(List<Point2> points, Point2 place, double tolerance) {
    return points.stream()
        .filter(point -> point.distanceTo(place) <= tolerance)
        .min((a, b) -> Double.compare(a.distanceTo(place), b.distanceTo(place)));
  }

  @Override
  public double leastTurned() {
    return LEAST_TURNED;
  }

  @Override
  public void close() {
    faces.close();
    eyes.close();
  }
}
