package org.cycleat.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How stored pictures become upright: transposed first, then mirrored.
 *
 * @param transposed rows become columns
 * @param mirrored left and right are exchanged, after transposing
 * @param upsideDown top and bottom are exchanged, after transposing
 */
public record Orientation(boolean transposed, boolean mirrored, boolean upsideDown) {
  public static final Orientation UPRIGHT = new Orientation(false, false, false);

  private static final int MATRIX_BYTES = 9 * 4;

  /** What the container says of a stream, to the nearest quarter turn. */
  public static Orientation of(AVCodecParameters stream) {
    if (stream.nb_coded_side_data() == 0) {
      return UPRIGHT;
    }
    AVPacketSideData matrix =
        av_packet_side_data_get(
            stream.coded_side_data(), stream.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null || matrix.isNull() || matrix.size() < MATRIX_BYTES) {
      return UPRIGHT;
    }
    IntPointer m = new IntPointer(matrix.data());
    return of(m.get(0), m.get(1), m.get(3), m.get(4));
  }

  /** Of a matrix that shows stored (x, y) at (a x + c y, b x + d y), y downwards. */
  public static Orientation of(long a, long b, long c, long d) {
    boolean transposed = Math.abs(b) + Math.abs(c) > Math.abs(a) + Math.abs(d);
    return transposed ? new Orientation(true, c < 0, b < 0) : new Orientation(false, a < 0, d < 0);
  }

  /** EXIF's tag 0x0112 (EXIF 2.32), 1 to 8; upright for any other number. */
  static Orientation ofExif(long number) {
    return switch ((int) number) {
      case 2 -> new Orientation(false, true, false);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, false, true);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, true, false);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> UPRIGHT;
    };
  }

  /** Turns a picture, in place where its size stays. */
  public void apply(Mat picture) {
    if (transposed) {
      transpose(picture, picture);
    }
    if (mirrored || upsideDown) {
      flip(picture, picture, mirrored && upsideDown ? -1 : mirrored ? 1 : 0);
    }
  }
}
