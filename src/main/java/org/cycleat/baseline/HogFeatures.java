package org.cycleat.baseline;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.HOGDescriptor;
import org.cycleat.dataset.Manifest;
import org.cycleat.image.ImageFile;

/**
 * Histograms of oriented gradients (Dalal and Triggs 2005), by OpenCV: the grey centre square in 64
 * x 64 pixels, cells of 8 x 8 pixels with 9 unsigned directions, blocks of 2 x 2 cells that overlap
 * by one cell, each normalised by its norm, clipped at 0.2 and normalised again (L2-Hys): 7 x 7
 * blocks of 36 values, D = 1764.
 */
public final class HogFeatures implements FaceFeatures {
  private static final int SIDE = 64;
  private static final int CELL = 8;
  private static final int BLOCK = 2 * CELL;
  private static final int DIRECTIONS = 9;

  @Override
  public String name() {
    return "HOG";
  }

  @Override
  public float[][] of(Manifest faces) {
    return IntStream.range(0, faces.size())
        .parallel()
        .mapToObj(i -> of(faces.samples().get(i).path()))
        .toArray(float[][]::new);
  }

  private static float[] of(Path file) {
    try (Mat whole = ImageFile.read(file)) {
      return of(whole);
    }
  }

  /**
   * Of one image.
   *
   * @param bgr 8-bit BGR
   */
  static float[] of(Mat bgr) {
    int side = Math.min(bgr.rows(), bgr.cols());
    try (Rect square = new Rect((bgr.cols() - side) / 2, (bgr.rows() - side) / 2, side, side);
        Mat centre = new Mat(bgr, square);
        Mat grey = new Mat();
        Mat scaled = new Mat();
        Size size = new Size(SIDE, SIDE);
        Size block = new Size(BLOCK, BLOCK);
        Size cell = new Size(CELL, CELL);
        HOGDescriptor hog = new HOGDescriptor(size, block, cell, cell, DIRECTIONS);
        FloatPointer histograms = new FloatPointer()) {
      cvtColor(centre, grey, COLOR_BGR2GRAY);
      resize(grey, scaled, size, 0, 0, side > SIDE ? INTER_AREA : INTER_LINEAR);
      hog.compute(scaled, histograms);
      float[] features = new float[Math.toIntExact(histograms.limit())];
      histograms.get(features);
      return features;
    }
  }
}
