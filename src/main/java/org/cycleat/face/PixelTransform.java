package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_64FC1;

import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.opencv_core.Mat;

/** A similarity as OpenCV's warps take it. */
public final class PixelTransform {
  private PixelTransform() {}

  /**
   * The 2 x 3 matrix of a similarity followed by an enlargement. OpenCV's coordinates count from
   * the centre of the first pixel, ours from its corner. The caller closes it.
   *
   * @param enlargement by which the similarity's result is multiplied
   */
  public static Mat matrix(Similarity similarity, double enlargement) {
    double a = similarity.a() * enlargement;
    double b = similarity.b() * enlargement;
    Mat matrix = new Mat(2, 3, CV_64FC1);
    try (DoubleIndexer values = matrix.createIndexer()) {
      values.put(0, 0, a, -b, similarity.tx() * enlargement + (a - b) / 2 - 0.5);
      values.put(1, 0, b, a, similarity.ty() * enlargement + (a + b) / 2 - 0.5);
    }
    return matrix;
  }
}
