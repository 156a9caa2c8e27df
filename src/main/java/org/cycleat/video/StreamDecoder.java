package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.cycleat.UserException;

/** Decodes the chosen stream, pictures or sound, in the order in which it is shown or heard. */
final class StreamDecoder implements AutoCloseable {
  private static final int MOST_ERRORS_AT_THE_END = 100;

  private final Demuxer demuxer;
  private final AVCodecContext codec;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private boolean pending;
  private boolean ended;
  private long decoded;
  private long undecodable;
  private int errorsAtTheEnd;

  private StreamDecoder(Demuxer demuxer, AVCodecContext codec) {
    this.demuxer = demuxer;
    this.codec = codec;
  }

  /**
   * @param threads that decode the slices of one picture. Several pictures at a time would be
   *     faster, but over damaged HEVC FFmpeg's threads then wait for each other for ever
   * @param what could not be done if this fails, such as "cannot read a.mp4"
   */
  static StreamDecoder open(Demuxer demuxer, int threads, String what) {
    AVStream stream = demuxer.stream();
    int id = stream.codecpar().codec_id();
    AVCodec decoder = avcodec_find_decoder(id);
    if (decoder == null) {
      throw new UserException(
          what + ": there is no decoder for " + avcodec_get_name(id).getString());
    }
    AVCodecContext codec = avcodec_alloc_context3(decoder);
    try {
      Ffmpeg.check(avcodec_parameters_to_context(codec, stream.codecpar()), what);
      codec.pkt_timebase(stream.time_base());
      codec.thread_count(threads);
      codec.thread_type(AVCodecContext.FF_THREAD_SLICE);
      codec.max_pixels(Ffmpeg.MOST_PIXELS);
      Ffmpeg.check(avcodec_open2(codec, decoder, (AVDictionary) null), what);
    } catch (RuntimeException e) {
      avcodec_free_context(codec);
      throw e;
    }
    return new StreamDecoder(demuxer, codec);
  }

  /** The next picture or piece of sound, valid until the next call; null at the end. */
  AVFrame next() {
    while (true) {
      int result = avcodec_receive_frame(codec, frame);
      if (result >= 0) {
        decoded++;
        return frame;
      }
      if (result == AVERROR_EOF || (ended && ++errorsAtTheEnd > MOST_ERRORS_AT_THE_END)) {
        return null;
      }
      if (result != AVERROR_EAGAIN()) {
        countUndecodable();
      }
      feed();
    }
  }

  private void feed() {
    if (ended) {
      return;
    }
    if (!pending && !demuxer.read(packet)) {
      ended = true;
      avcodec_send_packet(codec, null);
      return;
    }
    int result = avcodec_send_packet(codec, packet);
    pending = result == AVERROR_EAGAIN();
    if (!pending) {
      av_packet_unref(packet);
      if (result < 0) {
        countUndecodable();
      }
    }
  }

  /** Films cut from longer ones start with pictures that need some from before: no damage. */
  private void countUndecodable() {
    if (decoded > 0) {
      undecodable++;
    }
  }

  /** Packets that could not be decoded, those before the first picture aside. */
  long undecodable() {
    return undecodable;
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_packet_free(packet);
    avcodec_free_context(codec);
  }
}
