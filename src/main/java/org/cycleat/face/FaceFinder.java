package org.cycleat.face;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds faces and their landmarks. Threads may share one: each is lent a detector of its own, which
 * the next thread gets afterwards.
 */
public final class FaceFinder implements AutoCloseable {

  private final Supplier<FaceInstruments> opener;
  private final Queue<FaceInstruments> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /**
   * @param opener opens as threads need them; the first now, so that what cannot be opened shows
   */
  public FaceFinder(Supplier<FaceInstruments> opener) {
    this.opener = opener;
    idle.add(opener.get());
  }

  /**
   * The faces of a photograph with their landmarks, however they are turned in it, the most certain
   * first.
   *
   * @param bgr 8-bit BGR, not empty; left as it is
   */
  public List<DetectedFace> find(Mat bgr) {
    FaceDetector.requireBgr(bgr);
    return lend(bgr, instruments -> instruments.detect(bgr));
  }

  /**
   * The upright faces of a film's picture: they are sought in a reduced one, their landmarks in the
   * picture itself.
   *
   * @param longestSide of the reduced picture, in pixels; of a panorama's it is longer
   */
  public List<DetectedFace> find(Mat bgr, int longestSide) {
    FaceDetector.requireBgr(bgr);
    return lend(bgr, instruments -> detect(instruments, bgr, longestSide));
  }

  private List<DetectedFace> lend(Mat bgr, Function<FaceInstruments, List<DetectedFace>> detect) {
    FaceInstruments lent = idle.poll();
    FaceInstruments instruments = lent == null ? opener.get() : lent;
    try {
      return instruments.withLandmarks(bgr, detect.apply(instruments));
    } finally {
      idle.add(instruments);
      if (closed) {
        close();
      }
    }
  }

  private static List<DetectedFace> detect(FaceInstruments detector, Mat bgr, int longestSide) {
    int side = PanoramaDetector.longSide(bgr, longestSide);
    if (Math.max(bgr.cols(), bgr.rows()) <= side) {
      return detector.detectUpright(bgr);
    }
    try (ResizedView view = new ResizedView(bgr, side, 0, 0)) {
      return detector.detectUpright(view.mat()).stream()
          .map(face -> view.toPhotograph(face, bgr))
          .toList();
    }
  }

  /** Closes what no thread uses now, and what is in use when it is given back. */
  @Override
  public void close() {
    closed = true;
    for (FaceInstruments each = idle.poll(); each != null; each = idle.poll()) {
      each.close();
    }
  }
}
