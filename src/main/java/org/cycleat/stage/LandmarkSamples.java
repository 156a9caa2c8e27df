package org.cycleat.stage;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.LandmarkColumn;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.face.LandmarkCrop;
import org.cycleat.face.LandmarkError;
import org.cycleat.face.Landmarks;
import org.cycleat.face.Photographs;
import org.cycleat.face.Point2;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.StdArrays;

/**
 * Images with their landmarks, as numbers for a graph. All images are squares of one size, as
 * {@code cycleat render} makes them; lengths are fractions of their side.
 *
 * @param points [N, 136]: x0, y0, x1, ...
 * @param crops [N, 5]: of the crop around the points its centre's x and y, its side, its roll in
 *     radians; and the length that errors are measured by
 */
record LandmarkSamples(FloatNdArray points, FloatNdArray crops) {
  /**
   * @throws UserException where the manifest is empty or has no landmarks, or its images are no
   *     squares
   */
  static LandmarkSamples of(Manifest manifest) {
    if (manifest.size() == 0) {
      throw new UserException(
          "no image to train on (--data): expected some outside of the split test");
    }
    int side = side(manifest.samples().get(0));
    List<float[]> points = new ArrayList<>();
    List<float[]> crops = new ArrayList<>();
    for (Sample sample : manifest.samples()) {
      Landmarks landmarks = landmarks(sample);
      LandmarkCrop crop = LandmarkCrop.of(landmarks);
      float[] flat = new float[2 * Landmarks.COUNT];
      for (int i = 0; i < Landmarks.COUNT; i++) {
        flat[2 * i] = (float) (landmarks.points().get(i).x() / side);
        flat[2 * i + 1] = (float) (landmarks.points().get(i).y() / side);
      }
      points.add(flat);
      crops.add(
          new float[] {
            (float) (crop.centre().x() / side),
            (float) (crop.centre().y() / side),
            (float) (crop.side() / side),
            (float) crop.roll(),
            (float) (LandmarkError.unit(landmarks) / side)
          });
    }
    return new LandmarkSamples(
        StdArrays.ndCopyOf(points.toArray(float[][]::new)),
        StdArrays.ndCopyOf(crops.toArray(float[][]::new)));
  }

  /** The average face, [136]: from the crop's centre, in crop sides. */
  float[] average() {
    int count = Math.toIntExact(points.shape().get(0));
    float[] average = new float[2 * Landmarks.COUNT];
    for (int n = 0; n < count; n++) {
      FloatNdArray crop = crops.get(n);
      double cos = Math.cos(crop.getFloat(3)) / crop.getFloat(2) / count;
      double sin = Math.sin(crop.getFloat(3)) / crop.getFloat(2) / count;
      for (int i = 0; i < average.length; i += 2) {
        double x = points.getFloat(n, i) - crop.getFloat(0);
        double y = points.getFloat(n, i + 1) - crop.getFloat(1);
        average[i] += (float) (cos * x + sin * y);
        average[i + 1] += (float) (cos * y - sin * x);
      }
    }
    return average;
  }

  private static int side(Sample sample) {
    try (Mat image = Photographs.read(sample.path())) {
      if (image.cols() != image.rows()) {
        throw new UserException(
            "%s is %d x %d (--data): expected squares of one size, as cycleat render makes them"
                .formatted(sample.path(), image.cols(), image.rows()));
      }
      return image.cols();
    }
  }

  /**
   * The column landmarks: x, y and 1 where it is seen, else 0, of each point.
   *
   * @throws UserException where the sample has none
   */
  static Landmarks landmarks(Sample sample) {
    try {
      return new Landmarks(
          LandmarkColumn.parse(sample.extra().getOrDefault(LandmarkColumn.NAME, "")).stream()
              .map(point -> new Point2(point.x(), point.y()))
              .toList());
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "%s has no 68 landmarks in its manifest: found %s, as cycleat render --ict-facekit writes them"
              .formatted(sample.path(), e.getMessage()),
          e);
    }
  }
}
