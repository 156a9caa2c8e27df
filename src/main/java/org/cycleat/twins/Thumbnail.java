package org.cycleat.twins;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.UserException;
import org.cycleat.image.ImageFile;
import org.cycleat.train.TaskProgress;

/** A picture reduced to a small grey square, which is all that is compared. */
final class Thumbnail {
  /** Pixels; faces of FER2013 have as many, so that they lose nothing. */
  static final int SIDE = 48;

  /** Unlike any picture, itself included. */
  private static final Thumbnail BLANK = new Thumbnail(new byte[SIDE * SIDE]);

  private final byte[] grey; // rows of SIDE pixels

  Thumbnail(byte[] grey) {
    if (grey.length != SIDE * SIDE) {
      throw new IllegalArgumentException(
          "expected %d pixels, got %d".formatted(SIDE * SIDE, grey.length));
    }
    this.grey = grey;
  }

  /** Reads images, on all processors; one that cannot be read any more is like no other. */
  static List<Thumbnail> read(List<Path> files, BooleanSupplier isStopped) {
    try (var progress = new TaskProgress("reading images", files.size())) {
      return files.parallelStream()
          .map(
              file -> {
                Thumbnail thumbnail = isStopped.getAsBoolean() ? BLANK : readOrBlank(file);
                progress.step();
                return thumbnail;
              })
          .toList();
    }
  }

  private static Thumbnail readOrBlank(Path file) {
    try {
      return read(file);
    } catch (UserException e) {
      return BLANK;
    }
  }

  private static Thumbnail read(Path file) {
    byte[] grey = new byte[SIDE * SIDE];
    try (Mat bgr = ImageFile.read(file);
        Mat whole = new Mat();
        Mat small = new Mat();
        Size size = new Size(SIDE, SIDE)) {
      cvtColor(bgr, whole, COLOR_BGR2GRAY);
      resize(whole, small, size, 0, 0, INTER_AREA);
      try (BytePointer pixels = small.data()) {
        pixels.get(grey);
      }
    }
    return new Thumbnail(grey);
  }

  /**
   * Turned about its centre; what comes in at the corners is like the nearest pixel.
   *
   * @param degrees clockwise
   */
  Thumbnail turned(double degrees) {
    if (degrees == 0) {
      return this;
    }
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double centre = (SIDE - 1) / 2.0;
    byte[] turned = new byte[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double right = cos * (x - centre) + sin * (y - centre);
        double down = cos * (y - centre) - sin * (x - centre);
        turned[y * SIDE + x] = (byte) Math.round(between(centre + right, centre + down));
      }
    }
    return new Thumbnail(turned);
  }

  /** The grey value at a place between pixels. */
  private double between(double x, double y) {
    double inX = Math.min(Math.max(x, 0), SIDE - 1.001);
    double inY = Math.min(Math.max(y, 0), SIDE - 1.001);
    int left = (int) inX;
    int upper = (int) inY;
    double above = mixed(upper * SIDE + left, inX - left);
    return above + (mixed((upper + 1) * SIDE + left, inX - left) - above) * (inY - upper);
  }

  private double mixed(int at, double share) {
    return (grey[at] & 0xff) * (1 - share) + (grey[at + 1] & 0xff) * share;
  }

  /** Sums over all pixels above and left of each corner: (SIDE + 1) squared. */
  float[] sums() {
    float[] sums = new float[(SIDE + 1) * (SIDE + 1)];
    for (int y = 0; y < SIDE; y++) {
      float row = 0;
      for (int x = 0; x < SIDE; x++) {
        row += (grey[y * SIDE + x] & 0xff) - 128; // sums near 0 are exact in a float
        sums[(y + 1) * (SIDE + 1) + x + 1] = sums[y * (SIDE + 1) + x + 1] + row;
      }
    }
    return sums;
  }
}
