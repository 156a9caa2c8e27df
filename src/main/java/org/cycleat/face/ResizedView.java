package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A photograph at the size at which a detector works, and the way back from its coordinates to the
 * photograph's.
 */
final class ResizedView implements AutoCloseable {
  private final Mat mat;
  private final double scaleX;
  private final double scaleY;
  private final int borderX;
  private final int borderY;

  /**
   * @param longSide length in pixels that the photograph's longer side gets
   * @param border width in pixels of the border that is put around it; its outermost pixels are
   *     continued there
   * @param leastSide in pixels, border included: where a side is shorter, its border is wider
   */
  ResizedView(Mat photograph, int longSide, int border, int leastSide) {
    double scale = (double) longSide / Math.max(photograph.cols(), photograph.rows());
    int width = Math.max(1, (int) Math.round(photograph.cols() * scale));
    int height = Math.max(1, (int) Math.round(photograph.rows() * scale));
    scaleX = (double) width / photograph.cols();
    scaleY = (double) height / photograph.rows();
    borderX = Math.max(border, (leastSide - width + 1) / 2);
    borderY = Math.max(border, (leastSide - height + 1) / 2);
    mat = new Mat();
    try (Mat resized = new Mat();
        Size size = new Size(width, height);
        Scalar unused = new Scalar()) {
      resize(photograph, resized, size, 0, 0, scale < 1 ? INTER_AREA : INTER_CUBIC);
      copyMakeBorder(resized, mat, borderY, borderY, borderX, borderX, BORDER_REPLICATE, unused);
    }
  }

  Mat mat() {
    return mat;
  }

  Point2 toPhotograph(double x, double y) {
    return new Point2((x - borderX) / scaleX, (y - borderY) / scaleY);
  }

  Point2 toPhotograph(Point2 p) {
    return toPhotograph(p.x(), p.y());
  }

  /** A rectangle of this view as a box of the photograph, clipped to it. */
  Box toPhotograph(double x, double y, double width, double height, Mat photograph) {
    Point2 corner = toPhotograph(x, y);
    int boxWidth = Math.max(1, (int) Math.round(width / scaleX));
    int boxHeight = Math.max(1, (int) Math.round(height / scaleY));
    return new Box((int) Math.round(corner.x()), (int) Math.round(corner.y()), boxWidth, boxHeight)
        .clip(photograph.cols(), photograph.rows());
  }

  /** A face of this view, found in the photograph. */
  DetectedFace toPhotograph(DetectedFace face, Mat photograph) {
    Box box = face.box();
    return face.mapped(
        toPhotograph(box.x(), box.y(), box.width(), box.height(), photograph), this::toPhotograph);
  }

  @Override
  public void close() {
    mat.close();
  }
}
