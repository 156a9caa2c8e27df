package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.awt.image.BufferedImage;
import java.util.List;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.render.Head;
import org.cycleat.render.HeadPose;
import org.cycleat.render.Lighting;
import org.cycleat.render.Point3;
import org.cycleat.render.Rasterizer;
import org.cycleat.render.View;
import org.cycleat.render.mesh.Colour;

/** A photograph of a head of which pose and landmarks are known exactly. */
record RenderedFace(BufferedImage image, DetectedFace face) {
  /** The same from every side, so that a head that is rolled looks the same but for the roll. */
  private static final Lighting FLAT = new Lighting(Colour.grey(1), List.of());

  static RenderedFace of(Head head, HeadPose pose, int size) {
    View view = new View(pose, head.frame().centre(), head.frame().camera(size, 5));
    BufferedImage image =
        new Rasterizer(size, size, 3).draw(head.solid(), view, FLAT).toImage(Colour.grey(0.2f));
    return new RenderedFace(image, face(landmarks(head, view), size));
  }

  static Landmarks landmarks(Head head, View view) {
    float[] positions = head.solid().mesh().positions();
    return new Landmarks(
        head.landmarks().stream()
            .map(vertex -> view.projection().of(Point3.of(positions, vertex)))
            .map(p -> new Point2(p.x(), p.y()))
            .toList());
  }

  private static DetectedFace face(Landmarks landmarks, int size) {
    return DetectedFace.of(new Box(0, 0, size, size), landmarks);
  }

  /** The picture as it is. */
  Mat photograph() {
    Mat bgr = new Mat(image.getHeight(), image.getWidth(), CV_8UC3);
    try (UByteIndexer pixels = bgr.createIndexer()) {
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          int rgb = image.getRGB(x, y);
          pixels.put(y, x, new int[] {rgb & 0xff, rgb >> 8 & 0xff, rgb >> 16 & 0xff});
        }
      }
    }
    return bgr;
  }

  /**
   * The picture with its red replaced by a round spot at each of some points.
   *
   * @param sigma of the spots, which are Gaussian, pixels
   */
  Mat marked(List<Point2> points, double sigma) {
    Mat bgr = photograph();
    try (UByteIndexer pixels = bgr.createIndexer()) {
      for (int y = 0; y < bgr.rows(); y++) {
        for (int x = 0; x < bgr.cols(); x++) {
          double red = 0;
          for (Point2 point : points) {
            double distance = point.distanceTo(new Point2(x + 0.5, y + 0.5)) / sigma;
            red += distance > 5 ? 0 : Math.exp(-distance * distance / 2);
          }
          pixels.put(y, x, 2, (int) Math.round(255 * Math.min(1, red)));
        }
      }
    }
    return bgr;
  }
}
