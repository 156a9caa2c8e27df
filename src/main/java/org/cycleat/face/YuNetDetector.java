package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_dnn.DNN_BACKEND_OPENCV;
import static org.bytedeco.opencv.global.opencv_dnn.DNN_TARGET_CPU;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;
import org.cycleat.UserException;

/**
 * YuNet, the network of libfacedetection (Wu et al., "YuNet: A Tiny Millisecond-level Face
 * Detector", 2023), through OpenCV's {@code FaceDetectorYN}: box, eyes, nose and corners of the
 * mouth.
 */
final class YuNetDetector implements FaceDetector {
  private static final float SCORE_THRESHOLD = 0.7f;
  private static final float OVERLAP_THRESHOLD = 0.3f;
  private static final int MOST_CANDIDATES = 5000;

  /** Columns of a result row: box 0-3, then five points, then the score. */
  private static final int RIGHT_EYE = 4;

  private static final int LEFT_EYE = 6;
  private static final int NOSE = 8;
  private static final int RIGHT_MOUTH = 10;
  private static final int LEFT_MOUTH = 12;
  private static final int SCORE = 14;

  /** Finds faces from about 1 % of the photograph's width on. */
  private static final int FINE_SIDE = 1024;

  /**
   * Finds the faces that fill a large photograph: the network learned faces of 10 to 300 pixels.
   */
  private static final int COARSE_SIDE = 256;

  /** Crops around a small face are enlarged or reduced to these; measured on 24 to 230 px crops. */
  private static final int[] SMALL_SIDES = {128, 96, 192};

  /**
   * Nine in ten upright faces of LFW score as much, and three in four of IMFDB's films and of
   * FER2013; of those upside down that are found nevertheless 1 in 40, and of those on their side
   * none. Where the score is less, all four turns are looked at.
   */
  private static final double CERTAIN = 0.9;

  private static final double LEAST_TURNED = 0.83;

  /**
   * Of what the network sees, in pixels. It reduces its input 32-fold, and OpenCV's convolution of
   * a channel by itself (3 x 3, padding 1) takes a map of one row or column for its upper or left
   * edge only: beyond the lower or right one it reads whatever is in memory, and finds faces there.
   */
  private static final int LEAST_SIDE = 64;

  static {
    WindowlessOpenCv.load();
  }

  private final FaceDetectorYN network;

  /**
   * @param source what errors call it
   * @throws UserException where it is no YuNet model
   */
  YuNetDetector(byte[] model, String source) {
    try (Size size = new Size(COARSE_SIDE, COARSE_SIDE)) {
      network =
          FaceDetectorYN.create(
              "onnx",
              model,
              new byte[0],
              size,
              SCORE_THRESHOLD,
              OVERLAP_THRESHOLD,
              MOST_CANDIDATES,
              DNN_BACKEND_OPENCV,
              DNN_TARGET_CPU);
    } catch (RuntimeException e) {
      throw notYuNet(source, e);
    }
    // Another network loads as well; only a first pass shows that its outputs are not YuNet's.
    try (Mat probe = new Mat(COARSE_SIDE, COARSE_SIDE, CV_8UC3, Scalar.GRAY)) {
      detect(probe);
    } catch (RuntimeException e) {
      network.close();
      throw notYuNet(source, e);
    }
  }

  private static UserException notYuNet(String source, RuntimeException cause) {
    return new UserException(
        source + " is not a YuNet face model: expected a file such as yunet_n_320_320.onnx", cause);
  }

  @Override
  public List<DetectedFace> detect(Mat bgr) {
    FaceDetector.requireBgr(bgr);
    int longSide = Math.max(bgr.cols(), bgr.rows());
    List<DetectedFace> faces = new ArrayList<>(pass(bgr, workingSide(longSide)));
    if (longSide > 2 * COARSE_SIDE) {
      faces.addAll(pass(bgr, COARSE_SIDE));
    } else {
      for (int i = 0; faces.isEmpty() && i < SMALL_SIDES.length; i++) {
        faces.addAll(pass(bgr, SMALL_SIDES[i]));
      }
    }
    return DetectedFace.withoutDuplicates(faces);
  }

  @Override
  public double certain() {
    return CERTAIN;
  }

  @Override
  public double leastTurned() {
    return LEAST_TURNED;
  }

  /** A tilted image is only searched where there is no face; then what is found is one. */
  @Override
  public double leastTilted() {
    return SCORE_THRESHOLD;
  }

  private static int workingSide(int longSide) {
    return Math.max(SMALL_SIDES[0], Math.min(longSide, FINE_SIDE));
  }

  private List<DetectedFace> pass(Mat bgr, int longSide) {
    try (ResizedView view = new ResizedView(bgr, longSide, 0, LEAST_SIDE);
        Mat rows = new Mat();
        Size size = view.mat().size()) {
      network.setInputSize(size);
      network.detect(view.mat(), rows);
      List<DetectedFace> faces = new ArrayList<>();
      if (!rows.empty()) {
        try (FloatIndexer values = rows.createIndexer()) {
          for (int i = 0; i < rows.rows(); i++) {
            if (isInside(values, i, view, bgr)) {
              faces.add(face(values, i, view, bgr));
            }
          }
        }
      }
      return faces;
    }
  }

  /** A face that is mostly in the border is none. */
  private static boolean isInside(FloatIndexer values, int row, ResizedView view, Mat bgr) {
    Point2 centre =
        view.toPhotograph(
            values.get(row, 0) + values.get(row, 2) / 2,
            values.get(row, 1) + values.get(row, 3) / 2);
    return centre.x() >= 0 && centre.y() >= 0 && centre.x() < bgr.cols() && centre.y() < bgr.rows();
  }

  private static DetectedFace face(FloatIndexer values, int row, ResizedView view, Mat bgr) {
    Box box =
        view.toPhotograph(
            values.get(row, 0), values.get(row, 1), values.get(row, 2), values.get(row, 3), bgr);
    DetectedFace.LowerFace lowerFace =
        new DetectedFace.LowerFace(
            point(values, row, NOSE, view),
            point(values, row, RIGHT_MOUTH, view),
            point(values, row, LEFT_MOUTH, view));
    return new DetectedFace(
        box,
        Math.min(1, values.get(row, SCORE)),
        point(values, row, RIGHT_EYE, view),
        point(values, row, LEFT_EYE, view),
        Optional.of(lowerFace));
  }

  private static Point2 point(FloatIndexer values, int row, int column, ResizedView view) {
    return view.toPhotograph(values.get(row, column), values.get(row, column + 1));
  }

  @Override
  public void close() {
    network.close();
  }
}
