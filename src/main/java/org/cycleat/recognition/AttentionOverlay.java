package org.cycleat.recognition;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgproc.COLORMAP_JET;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.applyColorMap;
import static org.bytedeco.opencv.global.opencv_imgproc.blendLinear;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatExpr;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.face.PixelTransform;
import org.cycleat.face.Point2;
import org.cycleat.face.Similarity;

/** Draws where the network looked over the face: blue little, red most. */
public final class AttentionOverlay {
  /** Side in pixels at which a map is made smooth before it is laid over the face. */
  private static final int SMOOTH_SIDE = 128;

  /** Weight of the colours where the attention is; they fade with it. */
  private static final double STRENGTH = 0.55;

  private AttentionOverlay() {}

  /**
   * Draws onto the photograph itself.
   *
   * @param bgr 8-bit BGR
   */
  public static void draw(Mat bgr, AttentionMap attention) {
    Similarity unit = attention.toPhotograph();
    Similarity place =
        new Similarity(unit.a() / SMOOTH_SIDE, unit.b() / SMOOTH_SIDE, unit.tx(), unit.ty());
    Rect region = region(place, bgr);
    if (region == null) {
      return;
    }
    try (region;
        Mat part = new Mat(bgr, region);
        Mat smooth = smooth(attention);
        Mat matrix = PixelTransform.matrix(within(place, region), 1);
        Size size = part.size();
        Scalar zero = new Scalar();
        Mat weights = new Mat();
        Mat bytes = new Mat();
        Mat colours = new Mat();
        Mat rest = new Mat();
        Mat blended = new Mat()) {
      warpAffine(smooth, weights, matrix, size, INTER_LINEAR, BORDER_CONSTANT, zero);
      weights.convertTo(bytes, CV_8U, 255, 0);
      applyColorMap(bytes, colours, COLORMAP_JET);
      weights.convertTo(weights, -1, STRENGTH, 0);
      weights.convertTo(rest, -1, -1, 1);
      blendLinear(colours, part, weights, rest, blended);
      blended.copyTo(part);
    }
  }

  /** The part of the picture that the crop covers, or null where it covers none. */
  private static Rect region(Similarity place, Mat bgr) {
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = 0;
    double bottom = 0;
    for (double x : new double[] {0, SMOOTH_SIDE}) {
      for (double y : new double[] {0, SMOOTH_SIDE}) {
        Point2 corner = place.apply(new Point2(x, y));
        left = Math.min(left, corner.x());
        top = Math.min(top, corner.y());
        right = Math.max(right, corner.x());
        bottom = Math.max(bottom, corner.y());
      }
    }
    int column = (int) Math.max(0, left);
    int row = (int) Math.max(0, top);
    int width = (int) Math.min(bgr.cols(), right) - column;
    int height = (int) Math.min(bgr.rows(), bottom) - row;
    return width > 0 && height > 0 ? new Rect(column, row, width, height) : null;
  }

  private static Mat smooth(AttentionMap attention) {
    Mat smooth = new Mat();
    try (FloatPointer values = new FloatPointer(attention.values());
        Mat cells = new Mat(attention.side(), attention.side(), CV_32FC1, values);
        Size size = new Size(SMOOTH_SIDE, SMOOTH_SIDE)) {
      resize(cells, smooth, size, 0, 0, INTER_CUBIC);
      try (MatExpr least = org.bytedeco.opencv.global.opencv_core.max(smooth, 0);
          Mat positive = least.asMat();
          MatExpr most = org.bytedeco.opencv.global.opencv_core.min(positive, 1);
          Mat clipped = most.asMat()) {
        clipped.copyTo(smooth);
      }
    }
    return smooth;
  }

  private static Similarity within(Similarity place, Rect region) {
    return new Similarity(place.a(), place.b(), place.tx() - region.x(), place.ty() - region.y());
  }
}
