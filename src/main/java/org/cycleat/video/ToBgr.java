package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ411P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;

/** Decoded pictures as BGR Mats, upright and of one size, in the colours that players show. */
final class ToBgr implements AutoCloseable {
  /** Formats that are of full range by their name. */
  private static final Set<Integer> FULL_RANGE =
      Set.of(
          AV_PIX_FMT_YUVJ411P,
          AV_PIX_FMT_YUVJ420P,
          AV_PIX_FMT_YUVJ422P,
          AV_PIX_FMT_YUVJ440P,
          AV_PIX_FMT_YUVJ444P);

  private static final int ONE = 1 << 16;

  /** The fast way from subsampled colours rounds down, which makes pictures darker by a level. */
  private static final int ONE_LEVEL = 256;

  /** The fast way leaves out what remains of a row if the row has no place for a whole block. */
  private static final int BLOCK = 32;

  private static final int EXACT = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT;

  private final PictureGeometry geometry;
  private final PointerPointer<Pointer> target = new PointerPointer<>(1);
  private final IntPointer step = new IntPointer(1);
  private Mat padded; // where the width is not a multiple of the block's; null elsewhere
  private Mat unpadded;
  private SwsContext converter;
  private int matrix = -1;
  private boolean full;

  ToBgr(PictureGeometry geometry) {
    this.geometry = geometry;
    int width = geometry.width();
    if (width % BLOCK != 0) {
      padded = new Mat(geometry.height(), width + BLOCK - width % BLOCK, CV_8UC3);
      unpadded = padded.colRange(0, width);
    }
  }

  /** A new Mat, 8-bit BGR, which the caller closes. */
  Mat convert(AVFrame frame) {
    prepare(frame);
    Mat picture = new Mat(geometry.height(), geometry.width(), CV_8UC3);
    Mat converted = padded == null ? picture : padded;
    target.put(0, converted.data());
    step.put(0, (int) converted.step());
    sws_scale(converter, frame.data(), frame.linesize(), 0, frame.height(), target, step);
    if (padded != null) {
      unpadded.copyTo(picture);
    }
    geometry.orientation().apply(picture);
    return picture;
  }

  /** A film may change size, format and colours between pictures. */
  private void prepare(AVFrame frame) {
    boolean scaled = frame.width() != geometry.width() || frame.height() != geometry.height();
    SwsContext before = converter;
    converter =
        sws_getCachedContext(
            converter,
            frame.width(),
            frame.height(),
            frame.format(),
            geometry.width(),
            geometry.height(),
            AV_PIX_FMT_BGR24,
            scaled ? EXACT : SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    if (converter == null) {
      throw new UserException("pixel format " + frame.format() + " cannot be converted to BGR");
    }
    int frameMatrix = matrix(frame.colorspace(), frame.width(), frame.height());
    boolean frameFull =
        frame.color_range() == AVCOL_RANGE_JPEG || FULL_RANGE.contains(frame.format());
    if (!converter.equals(before) || frameMatrix != matrix || frameFull != full) {
      matrix = frameMatrix;
      full = frameFull;
      IntPointer table = sws_getCoefficients(matrix);
      int brightness = scaled || !isSubsampled(frame.format()) ? 0 : ONE_LEVEL;
      sws_setColorspaceDetails(converter, table, full ? 1 : 0, table, 1, brightness, ONE, ONE);
    }
  }

  private static boolean isSubsampled(int pixelFormat) {
    return av_pix_fmt_desc_get(pixelFormat).log2_chroma_w() > 0;
  }

  /** AVCOL_SPC; where a film does not say, players go by its size, and so does this. */
  private static int matrix(int stated, int width, int height) {
    return stated == AVCOL_SPC_UNSPECIFIED ? ColourMatrix.bySize(width, height).code() : stated;
  }

  @Override
  public void close() {
    sws_freeContext(converter);
    if (padded != null) {
      unpadded.close();
      padded.close();
    }
    target.close();
    step.close();
  }
}
