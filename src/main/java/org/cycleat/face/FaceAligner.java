package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts faces out upright and at one size: a similarity transform puts the centres of the eyes on
 * one horizontal line at a fixed distance, or all landmarks near those of a template ({@link
 * Framing}).
 *
 * @param size side of the square crop in pixels
 * @param framing how they lie in it
 */
public record FaceAligner(int size, Framing framing) {
  private static final int LARGEST_SIZE = 4096;

  public FaceAligner {
    if (size < 8 || size > LARGEST_SIZE) {
      throw new IllegalArgumentException(
          "the crop's size must be between 8 and " + LARGEST_SIZE + " pixels, got " + size);
    }
  }

  /** The transform from the photograph's coordinates to the crop's; its inverse maps back. */
  public Similarity transform(DetectedFace face) {
    return framing.transform(face, size);
  }

  /**
   * The aligned crop, [size, size] 8-bit BGR; what lies outside the photograph is its reflection.
   * The caller closes it.
   */
  public Mat align(Mat bgr, DetectedFace face) {
    FaceDetector.requireBgr(bgr);
    Similarity transform = transform(face);
    // Sampling alone would alias where the face shrinks: sample finer, then average the squares.
    int most = LARGEST_SIZE / size;
    int oversampling = (int) Math.max(1, Math.min(Math.ceil(1 / transform.scale()), most));
    Mat crop = new Mat();
    try (Mat matrix = PixelTransform.matrix(transform, oversampling);
        Size fine = new Size(size * oversampling, size * oversampling);
        Size coarse = new Size(size, size);
        Scalar unused = new Scalar();
        Mat sampled = new Mat()) {
      warpAffine(bgr, sampled, matrix, fine, INTER_LINEAR, BORDER_REFLECT_101, unused);
      resize(sampled, crop, coarse, 0, 0, INTER_AREA);
    }
    return crop;
  }
}
