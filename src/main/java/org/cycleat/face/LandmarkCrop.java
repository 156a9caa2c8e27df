package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import java.util.List;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The square of a photograph that the landmark network sees: a face upright, in the middle, with
 * some room around.
 *
 * @param centre in the photograph's pixels
 * @param side in the photograph's pixels
 * @param roll by how much the face is turned clockwise, radians
 */
public record LandmarkCrop(Point2 centre, double side, double roll) {
  /** Side of the crop as a multiple of the landmarks' size, the root of their extent's area. */
  private static final double ROOM = 1.45;

  /**
   * The landmarks' size and their centre's place, as multiples of the root of a detector's box's
   * area: between the medians of YuNet's boxes (0.90; 0.14) and the Haar cascade's (0.94; 0.19)
   * over rendered faces. A box spans the forehead too, so the landmarks' centre is below its own.
   */
  private static final double SIZE_IN_BOX = 0.91;

  private static final double CENTRE_BELOW_BOX = 0.15;

  /** What is added to a crop's standard deviation, in grey levels: a blank one stays finite. */
  public static final double LEAST_CONTRAST = 5;

  /** Points sampled for one pixel along an axis, at most: more would cost without being seen. */
  private static final int MOST_SAMPLES = 4;

  public LandmarkCrop {
    if (!(side > 0 && Double.isFinite(side))) {
      throw new IllegalArgumentException("the crop's side must be positive, got " + side);
    }
  }

  /** By a detector's box, which is steadier than its eyes, and turned as its eyes are. */
  public static LandmarkCrop of(DetectedFace face) {
    double size = Math.sqrt((double) face.box().area());
    double roll = direction(face.rightEye(), face.leftEye());
    double below = CENTRE_BELOW_BOX * size;
    Point2 box = face.box().centre();
    return new LandmarkCrop(
        new Point2(box.x() - below * Math.sin(roll), box.y() + below * Math.cos(roll)),
        ROOM * SIZE_IN_BOX * size,
        roll);
  }

  /** By landmarks, as it should be: training starts from here. */
  public static LandmarkCrop of(Landmarks landmarks) {
    double roll = direction(landmarks.rightEye(), landmarks.leftEye());
    Similarity upright = new Similarity(Math.cos(roll), -Math.sin(roll), 0, 0);
    List<Point2> points = landmarks.mapped(upright).points();
    double left = points.stream().mapToDouble(Point2::x).min().orElseThrow();
    double right = points.stream().mapToDouble(Point2::x).max().orElseThrow();
    double top = points.stream().mapToDouble(Point2::y).min().orElseThrow();
    double bottom = points.stream().mapToDouble(Point2::y).max().orElseThrow();
    Point2 middle = new Point2((left + right) / 2, (top + bottom) / 2);
    return new LandmarkCrop(
        upright.inverse().apply(middle),
        ROOM * Math.max(1e-6, Math.sqrt((right - left) * (bottom - top))),
        roll);
  }

  /** Eyes in one place, as in a profile, have no direction: such a face counts as upright. */
  private static double direction(Point2 right, Point2 left) {
    return right.distanceTo(left) == 0 ? 0 : Math.atan2(left.y() - right.y(), left.x() - right.x());
  }

  /** From the photograph's coordinates to those of the crop as [size, size] pixels. */
  public Similarity transform(int size) {
    double scale = size / side;
    double a = scale * Math.cos(roll);
    double b = -scale * Math.sin(roll);
    return new Similarity(
        a,
        b,
        size / 2.0 - a * centre.x() + b * centre.y(),
        size / 2.0 - b * centre.x() - a * centre.y());
  }

  /**
   * The crop as the network takes it, [size, size] float grey, its mean 0 and its deviation about
   * 1; what lies outside the photograph is its reflection. The caller closes it.
   *
   * @param bgr 8-bit BGR
   */
  Mat cut(Mat bgr, int size) {
    Similarity transform = transform(size);
    // Sampling alone would alias where the face shrinks: sample finer, then average the squares.
    int fine = (int) Math.max(1, Math.min(Math.ceil(1 / transform.scale()), MOST_SAMPLES));
    Mat standard = new Mat();
    try (Mat matrix = PixelTransform.matrix(transform, fine);
        Size sampledSize = new Size(size * fine, size * fine);
        Size cropSize = new Size(size, size);
        Scalar unused = new Scalar();
        Mat sampled = new Mat();
        Mat grey = new Mat()) {
      warpAffine(bgr, sampled, matrix, sampledSize, INTER_LINEAR, BORDER_REFLECT_101, unused);
      cvtColor(sampled, grey, COLOR_BGR2GRAY);
      resize(grey, grey, cropSize, 0, 0, INTER_AREA);
      standardise(grey, standard);
    }
    return standard;
  }

  private static void standardise(Mat grey, Mat standard) {
    try (Mat mean = new Mat();
        Mat deviation = new Mat()) {
      meanStdDev(grey, mean, deviation);
      try (DoubleIndexer means = mean.createIndexer();
          DoubleIndexer deviations = deviation.createIndexer()) {
        double gain = 1 / (deviations.get(0) + LEAST_CONTRAST);
        grey.convertTo(standard, CV_32F, gain, -gain * means.get(0));
      }
    }
  }
}
