package org.cycleat.prepare;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The crops that were kept of one face of a film, as small grey pictures of mean 0 and norm 1.
 *
 * <p>Two of them differ by 1 - their correlation: 0 for the same picture, whatever its light, 1 for
 * unrelated ones.
 */
final class KeptFaces {
  private static final int SIDE = 24;

  /** Of a face at rest, crops a second apart differ by less; one of a new expression by more. */
  static final double LEAST_DIFFERENCE = 0.05;

  /** Compared with the latest so many; of a long film that is a while. */
  private static final int MOST = 64;

  private final Deque<float[]> pictures = new ArrayDeque<>();
  private long last = Long.MIN_VALUE;

  /** Whether it is so many microseconds since a crop was kept. */
  boolean isDue(long timeMicros, long every) {
    return last == Long.MIN_VALUE || timeMicros - last >= every;
  }

  /**
   * Keeps a crop, 8-bit BGR, if it is unlike all that were kept.
   *
   * @return whether it is
   */
  boolean keep(Mat crop, long timeMicros) {
    float[] picture = picture(crop);
    if (pictures.stream().anyMatch(other -> difference(other, picture) < LEAST_DIFFERENCE)) {
      return false;
    }
    pictures.addLast(picture);
    if (pictures.size() > MOST) {
      pictures.removeFirst();
    }
    last = timeMicros;
    return true;
  }

  private static float[] picture(Mat crop) {
    byte[] grey = new byte[SIDE * SIDE];
    try (Mat whole = new Mat();
        Mat small = new Mat();
        Size size = new Size(SIDE, SIDE)) {
      cvtColor(crop, whole, COLOR_BGR2GRAY);
      resize(whole, small, size, 0, 0, INTER_AREA);
      try (BytePointer pixels = small.data()) {
        pixels.get(grey);
      }
    }
    double sum = 0;
    for (byte pixel : grey) {
      sum += pixel & 0xff;
    }
    float[] picture = new float[grey.length];
    double squares = 0;
    for (int i = 0; i < picture.length; i++) {
      picture[i] = (float) ((grey[i] & 0xff) - sum / grey.length);
      squares += picture[i] * picture[i];
    }
    float norm = (float) Math.sqrt(Math.max(squares, 1e-6)); // a picture of one grey has none
    for (int i = 0; i < picture.length; i++) {
      picture[i] /= norm;
    }
    return picture;
  }

  private static double difference(float[] a, float[] b) {
    double correlation = 0;
    for (int i = 0; i < a.length; i++) {
      correlation += a[i] * b[i];
    }
    return 1 - correlation;
  }
}
