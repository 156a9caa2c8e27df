package org.cycleat.video;

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
record Orientation(boolean transposed, boolean mirrored, boolean upsideDown) {
  static final Orientation UPRIGHT = new Orientation(false, false, false);

  private static final int MATRIX_BYTES = 9 * 4;

  /** What the container says of a stream, to the nearest quarter turn. */
  static Orientation of(AVCodecParameters stream) {
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
  static Orientation of(long a, long b, long c, long d) {
    boolean transposed = Math.abs(b) + Math.abs(c) > Math.abs(a) + Math.abs(d);
    return transposed ? new Orientation(true, c < 0, b < 0) : new Orientation(false, a < 0, d < 0);
  }

  /** Turns a picture, in place where its size stays. */
  void apply(Mat picture) {
    if (transposed) {
      transpose(picture, picture);
    }
    if (mirrored || upsideDown) {
      flip(picture, picture, mirrored && upsideDown ? -1 : mirrored ? 1 : 0);
    }
  }
}
