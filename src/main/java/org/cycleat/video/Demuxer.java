package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_seek;
import static org.bytedeco.ffmpeg.global.avformat.avio_tell;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.util.Map;
import java.util.function.IntFunction;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;
import org.cycleat.UserException;

/** The packets of one stream of a file or device, in the order in which they are decoded. */
final class Demuxer implements AutoCloseable {
  /** Of the C library: from the start. */
  private static final int SEEK_SET = 0;

  private final AVFormatContext context;
  private AVStream stream;
  private int failure;
  private long packets;

  private Demuxer(AVFormatContext context) {
    this.context = context;
  }

  /**
   * Opens a file or device; which of its streams is read is still to be chosen.
   *
   * @param format its kind; null to find out
   * @param failed the error to throw for FFmpeg's code
   */
  static Demuxer open(
      String url,
      AVInputFormat format,
      Map<String, String> options,
      IntFunction<UserException> failed) {
    return open(url, format, options, null, failed);
  }

  /**
   * Opens an address, too.
   *
   * @param patience ends waiting, and is open as long as this is; null for none
   */
  static Demuxer open(
      String url,
      AVInputFormat format,
      Map<String, String> options,
      Patience patience,
      IntFunction<UserException> failed) {
    Ffmpeg.quiet();
    AVFormatContext context = avformat_alloc_context();
    if (patience != null) {
      context.interrupt_callback().callback(patience);
    }
    AVDictionary dictionary = dictionary(options);
    int result = avformat_open_input(context, url, format, dictionary);
    av_dict_free(dictionary);
    if (result < 0) {
      throw failed.apply(result);
    }
    return new Demuxer(context);
  }

  /** FFmpeg's options; whoever asks frees them. */
  static AVDictionary dictionary(Map<String, String> options) {
    AVDictionary dictionary = new AVDictionary(null);
    options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
    return dictionary;
  }

  /**
   * Whether the index of an MP4 or MOV came last, through what cannot go back to the images that it
   * lists. To be asked before anything else is read.
   */
  boolean isPastItsPackets() {
    AVIOContext input = context.pb();
    if (input == null || input.seekable() != 0 || !isMovie()) {
      return false;
    }
    for (int i = 0; i < context.nb_streams(); i++) {
      AVStream each = context.streams(i);
      if (avformat_index_get_entries_count(each) > 0) {
        long first = avformat_index_get_entry(each, 0).pos();
        if (first < avio_tell(input) && avio_seek(input, first, SEEK_SET) < 0) {
          return true; // more has passed than FFmpeg keeps
        }
      }
    }
    return false;
  }

  /** Reads ahead as far as it takes to know the streams, decoding nothing too large. */
  void analyse(IntFunction<UserException> failed) {
    int streams = context.nb_streams();
    try (PointerPointer<AVDictionary> options = new PointerPointer<>(Math.max(1, streams))) {
      for (int i = 0; i < streams; i++) {
        options.put(i, dictionary(Map.of("max_pixels", Long.toString(Ffmpeg.MOST_PIXELS))));
      }
      int result = avformat_find_stream_info(context, streams == 0 ? null : options);
      for (int i = 0; i < streams; i++) {
        AVDictionary unused = options.get(AVDictionary.class, i);
        if (unused != null) {
          av_dict_free(unused);
        }
      }
      if (result < 0) {
        throw failed.apply(result);
      }
    }
  }

  /**
   * Chooses the stream that {@link #read} gives.
   *
   * @param mediaType AVMEDIA_TYPE_VIDEO or AVMEDIA_TYPE_AUDIO
   * @return false where there is none, or only a cover picture
   */
  boolean select(int mediaType) {
    int best = av_find_best_stream(context, mediaType, -1, -1, (AVCodec) null, 0);
    if (best < 0 || (context.streams(best).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
      return false;
    }
    for (int i = 0; i < context.nb_streams(); i++) {
      if (i != best) {
        context.streams(i).discard(AVDISCARD_ALL);
      }
    }
    stream = context.streams(best);
    return true;
  }

  /** Reads the next whole packet of the stream; false at the end or where reading failed. */
  boolean read(AVPacket packet) {
    int result;
    do {
      result = av_read_frame(context, packet);
      if (result >= 0 && packet.stream_index() == stream.index() && !isCutOff(packet)) {
        packets++;
        return true;
      }
      av_packet_unref(packet);
    } while (result >= 0 || result == AVERROR_EAGAIN());
    failure = result == AVERROR_EOF ? 0 : result;
    return false;
  }

  /** A picture of which only the upper part is there would be decoded with a grey lower part. */
  private boolean isCutOff(AVPacket packet) {
    return (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0
        && context.pb() != null
        && context.pb().eof_reached() != 0;
  }

  AVFormatContext context() {
    return context;
  }

  AVStream stream() {
    return stream;
  }

  /** FFmpeg's code of why reading ended before the end; 0 if it did not. */
  int failure() {
    return failure;
  }

  /** Whole packets read so far. */
  long packets() {
    return packets;
  }

  /** When the film starts on the clock of its streams, in microseconds. */
  long startMicros() {
    return context.start_time() == AV_NOPTS_VALUE ? 0 : context.start_time();
  }

  /** Whether it is an MP4, MOV or such, whose index lists all packets; others' list some. */
  boolean isMovie() {
    return context.iformat().name().getString().startsWith("mov,");
  }

  @Override
  public void close() {
    avformat_close_input(context);
  }
}
