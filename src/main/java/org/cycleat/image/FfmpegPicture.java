package org.cycleat.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_BUFFER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes one picture that is whole in memory. */
final class FfmpegPicture {
  private static final int EXACT =
      SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;

  /** No number of a matrix or range. */
  static final int AS_THE_PICTURE_SAYS = -1;

  private static final int ONE = 1 << 16;

  /** Decoders allocate whole blocks. */
  private static final int MARGIN = 128;

  static {
    av_log_set_level(AV_LOG_QUIET); // what matters of FFmpeg's words is in our errors
  }

  private final int codec;
  private final int width;
  private final int height;
  private int matrix = AS_THE_PICTURE_SAYS;
  private int range = AS_THE_PICTURE_SAYS;

  /**
   * @param codec FFmpeg's number of the format
   * @param width pixels; a picture of another size is refused
   * @param height likewise
   */
  FfmpegPicture(int codec, int width, int height) {
    this.codec = codec;
    this.width = width;
    this.height = height;
  }

  /**
   * What the file around the picture says of its colours.
   *
   * @param newMatrix AVCOL_SPC, or {@link #AS_THE_PICTURE_SAYS}
   * @param newRange AVCOL_RANGE, or {@link #AS_THE_PICTURE_SAYS}
   */
  FfmpegPicture colours(int newMatrix, int newRange) {
    matrix = newMatrix;
    range = newRange;
    return this;
  }

  /**
   * Decodes.
   *
   * @param setup what the decoder needs beforehand; may be empty
   * @param picture the first picture in it counts
   * @return BGR or BGRA, of 8 bits, which the caller closes
   * @throws IOException when it is damaged
   */
  Mat decode(byte[] setup, byte[] picture) throws IOException {
    AVCodecContext context = avcodec_alloc_context3(avcodec_find_decoder(codec));
    AVPacket packet = av_packet_alloc();
    AVFrame frame = av_frame_alloc();
    try {
      context.max_pixels((long) (width + MARGIN) * (height + MARGIN));
      context.thread_count(1);
      context.err_recognition(AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE);
      if (setup.length > 0) {
        context.extradata(
            new BytePointer(av_mallocz((long) setup.length + AV_INPUT_BUFFER_PADDING_SIZE))
                .put(setup));
        context.extradata_size(setup.length);
      }
      check(avcodec_open2(context, null, (AVDictionary) null));
      check(av_new_packet(packet, picture.length));
      packet.data().put(picture);
      packet.flags(AV_PKT_FLAG_KEY);
      check(avcodec_send_packet(context, packet));
      check(avcodec_send_packet(context, null)); // no further ones
      check(avcodec_receive_frame(context, frame));
      if (frame.decode_error_flags() != 0
          || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0
          || frame.width() != width
          || frame.height() != height) {
        throw damaged();
      }
      return converted(frame);
    } finally {
      av_frame_free(frame);
      av_packet_free(packet);
      avcodec_free_context(context);
    }
  }

  private static void check(int result) throws IOException {
    if (result < 0) {
      throw damaged();
    }
  }

  private static IOException damaged() {
    return new IOException("it is damaged or truncated");
  }

  private Mat converted(AVFrame frame) throws IOException {
    boolean alpha = (av_pix_fmt_desc_get(frame.format()).flags() & AV_PIX_FMT_FLAG_ALPHA) != 0;
    SwsContext converter =
        sws_getContext(
            frame.width(),
            frame.height(),
            frame.format(),
            frame.width(),
            frame.height(),
            alpha ? AV_PIX_FMT_BGRA : AV_PIX_FMT_BGR24,
            EXACT,
            null,
            null,
            (DoublePointer) null);
    if (converter == null) {
      throw new IOException("its pixels are of a kind that FFmpeg cannot convert");
    }
    Mat picture = new Mat(frame.height(), frame.width(), alpha ? CV_8UC4 : CV_8UC3);
    try (PointerPointer<Pointer> target = new PointerPointer<>(1);
        IntPointer step = new IntPointer(1)) {
      target.put(0, picture.data());
      step.put(0, (int) picture.step());
      int space = matrix == AS_THE_PICTURE_SAYS ? frame.colorspace() : matrix;
      IntPointer table =
          sws_getCoefficients(space == AVCOL_SPC_UNSPECIFIED ? SWS_CS_ITU601 : space);
      int seen = range == AS_THE_PICTURE_SAYS ? frame.color_range() : range;
      int full = seen == AVCOL_RANGE_JPEG ? 1 : 0;
      sws_setColorspaceDetails(converter, table, full, table, 1, 0, ONE, ONE);
      sws_scale(converter, frame.data(), frame.linesize(), 0, frame.height(), target, step);
      return picture;
    } finally {
      sws_freeContext(converter);
    }
  }
}
