package org.cycleat.face;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
   * The faces of a photograph with their landmarks, the most certain first.
   *
   * @param bgr 8-bit BGR, not empty; left as it is
   */
  public List<DetectedFace> find(Mat bgr) {
    return find(bgr, Integer.MAX_VALUE);
  }

  /**
   * The same, but faces are sought in a reduced picture; their landmarks in the picture itself.
   *
   * @param longestSide of the reduced picture, in pixels; of a panorama's it is longer
   */
  public List<DetectedFace> find(Mat bgr, int longestSide) {
    FaceDetector.requireBgr(bgr);
    FaceInstruments lent = idle.poll();
    FaceInstruments instruments = lent == null ? opener.get() : lent;
    try {
      return instruments.withLandmarks(bgr, detect(instruments, bgr, longestSide));
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
      return detector.detect(bgr);
    }
    try (ResizedView view = new ResizedView(bgr, side, 0, 0)) {
      return detector.detect(view.mat()).stream().map(face -> enlarged(face, view, bgr)).toList();
    }
  }

  private static DetectedFace enlarged(DetectedFace face, ResizedView view, Mat bgr) {
    Box box = face.box();
    return face.mapped(
        view.toPhotograph(box.x(), box.y(), box.width(), box.height(), bgr), view::toPhotograph);
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
