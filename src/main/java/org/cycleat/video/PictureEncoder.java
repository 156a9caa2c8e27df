package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PROFILE_H264_HIGH;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_d2q;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;

/**
 * Encodes pictures as H.264, one packet for each, and writes them to a muxer's stream.
 *
 * <p>The encoder is OpenH264, the one in builds of FFmpeg under the LGPL. Its quantiser is fixed:
 * quality is the same in all pictures, and still ones cost next to nothing.
 */
final class PictureEncoder implements AutoCloseable {
  /** Parts of a second: multiples of 24, 25, 30, 60, 120 and of their relatives at 1000/1001. */
  private static final int TICKS_PER_SECOND = 120_000;

  private static final int QUANTISER = 23;
  private static final double SECONDS_BETWEEN_KEY_FRAMES = 2;

  /** The encoder opens for less, and then fails. */
  private static final int LEAST_SIDE = 16;

  /** More than one, and the same pictures may give slightly different bytes. */
  private static final int MOST_THREADS = 4;

  private static final Map<String, String> OPTIONS =
      Map.of("rc_mode", "quality", "coder", "cabac", "allow_skip_frames", "0");

  private final Muxer muxer;
  private final AVStream stream;
  private final AVCodecContext codec;
  private final FromBgr fromBgr;
  private final AVPacket packet = av_packet_alloc();
  private final String what;
  private long lastTicks = -1;
  private long duration;

  private PictureEncoder(Muxer muxer, AVCodecContext codec, FromBgr fromBgr, String what) {
    this.muxer = muxer;
    this.stream = muxer.addStream();
    this.codec = codec;
    this.fromBgr = fromBgr;
    this.what = what;
  }

  /**
   * Adds a stream to the muxer, which is started after that.
   *
   * @param what cannot be done if this fails, such as "cannot write a.mp4"
   */
  static PictureEncoder open(Muxer muxer, VideoFormat format, String what) {
    int width = format.width() + format.width() % 2;
    int height = format.height() + format.height() % 2;
    ColourMatrix matrix = ColourMatrix.bySize(width, height);
    AVCodec encoder = avcodec_find_encoder_by_name("libopenh264");
    if (encoder == null) {
      throw new UserException(what + ": this build of FFmpeg has no H.264 encoder (OpenH264)");
    }
    AVCodecContext codec = avcodec_alloc_context3(encoder);
    codec.width(width);
    codec.height(height);
    codec.color_primaries(matrix.primaries());
    codec.color_trc(matrix.transfer());
    codec.colorspace(matrix.code());
    configure(codec, format.framesPerSecond());
    AVDictionary options = Demuxer.dictionary(OPTIONS);
    int result = avcodec_open2(codec, encoder, options);
    av_dict_free(options);
    if (result < 0 || Math.min(width, height) < LEAST_SIDE) {
      avcodec_free_context(codec);
      throw new UserException(
          "%s: the H.264 encoder takes no pictures of %d x %d pixels, only of 16 x 16 to 4096 x 2304"
              .formatted(what, width, height));
    }
    PictureEncoder opened =
        new PictureEncoder(muxer, codec, new FromBgr(width, height, matrix, what), what);
    opened.duration = Math.max(1, Math.round(TICKS_PER_SECOND / format.framesPerSecond()));
    opened.stream.time_base(codec.time_base());
    opened.stream.avg_frame_rate(codec.framerate());
    avcodec_parameters_from_context(opened.stream.codecpar(), codec);
    return opened;
  }

  private static void configure(AVCodecContext codec, double framesPerSecond) {
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    codec.profile(AV_PROFILE_H264_HIGH);
    codec.pix_fmt(FromBgr.PIXEL_FORMAT);
    codec.color_range(AVCOL_RANGE_MPEG);
    codec.time_base(av_make_q(1, TICKS_PER_SECOND));
    codec.framerate(av_d2q(framesPerSecond, TICKS_PER_SECOND));
    codec.gop_size((int) Math.max(1, Math.round(SECONDS_BETWEEN_KEY_FRAMES * framesPerSecond)));
    codec.qmin(QUANTISER);
    codec.qmax(QUANTISER);
    codec.bit_rate((long) codec.width() * codec.height() * 4); // only chooses the level
    codec.thread_count(threads);
    codec.slices(threads); // which are what its threads share
    codec.flags(codec.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
  }

  /**
   * Writes a picture; one that is not later than the last is shown as soon as possible after it.
   */
  void write(Mat bgr, long timeMicros) {
    AVFrame frame = fromBgr.convert(bgr);
    long ticks = Math.round(timeMicros * ((double) TICKS_PER_SECOND / Ffmpeg.MICROS));
    if (lastTicks >= 0) {
      ticks = Math.max(ticks, lastTicks + 1);
      duration = ticks - lastTicks;
    }
    lastTicks = ticks;
    frame.pts(ticks);
    Ffmpeg.check(avcodec_send_frame(codec, frame), what);
    writePackets();
  }

  void finish() {
    Ffmpeg.check(avcodec_send_frame(codec, null), what);
    writePackets();
  }

  private void writePackets() {
    int result = avcodec_receive_packet(codec, packet);
    while (result >= 0) {
      // Counts for the last one only: it is shown as long as the one before it was.
      packet.duration(duration);
      packet.stream_index(stream.index());
      av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
      muxer.write(packet);
      result = avcodec_receive_packet(codec, packet);
    }
    if (result != AVERROR_EAGAIN() && result != AVERROR_EOF) {
      Ffmpeg.check(result, what);
    }
  }

  @Override
  public void close() {
    fromBgr.close();
    av_packet_free(packet);
    avcodec_free_context(codec);
  }
}
