package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** BGR Mats as pictures for an encoder: YUV 4:2:0, limited range, even sizes. */
final class FromBgr implements AutoCloseable {
  static final int PIXEL_FORMAT = AV_PIX_FMT_YUV420P;

  private static final int ONE = 1 << 16;

  /** Without these, colours are rounded down, which makes films darker. */
  private static final int EXACT = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP;

  private final int width;
  private final int height;
  private final SwsContext converter;
  private final AVFrame frame = av_frame_alloc();
  private final Mat padded = new Mat();
  private final PointerPointer<Pointer> source = new PointerPointer<>(1);
  private final IntPointer step = new IntPointer(1);

  /**
   * @param width of the encoded pictures, even: narrower ones repeat their last column
   * @param height of the encoded pictures, even: lower ones repeat their last row
   */
  FromBgr(int width, int height, ColourMatrix matrix, String what) {
    this.width = width;
    this.height = height;
    this.converter =
        sws_getCachedContext(
            null,
            width,
            height,
            AV_PIX_FMT_BGR24,
            width,
            height,
            PIXEL_FORMAT,
            EXACT,
            null,
            null,
            (DoublePointer) null);
    IntPointer table = sws_getCoefficients(matrix.code());
    sws_setColorspaceDetails(converter, table, 1, table, 0, 0, ONE, ONE);
    frame.width(width);
    frame.height(height);
    frame.format(PIXEL_FORMAT);
    frame.colorspace(matrix.code());
    frame.color_range(AVCOL_RANGE_MPEG);
    Ffmpeg.check(av_frame_get_buffer(frame, 0), what);
  }

  /** The picture, valid until the next call. */
  AVFrame convert(Mat bgr) {
    Mat even = bgr;
    if (bgr.cols() < width || bgr.rows() < height) {
      copyMakeBorder(bgr, padded, 0, height - bgr.rows(), 0, width - bgr.cols(), BORDER_REPLICATE);
      even = padded;
    }
    source.put(0, even.data());
    step.put(0, (int) even.step());
    av_frame_make_writable(frame); // the encoder may still hold the last one
    sws_scale(converter, source, step, 0, height, frame.data(), frame.linesize());
    return frame;
  }

  @Override
  public void close() {
    sws_freeContext(converter);
    av_frame_free(frame);
    padded.close();
    source.close();
    step.close();
  }
}
