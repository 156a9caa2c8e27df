package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_flush;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.cycleat.UserException;

/** A file that takes packets of several streams: header, packets, trailer. */
final class Muxer implements AutoCloseable {
  private final AVFormatContext context;
  private final Path target;

  private Muxer(AVFormatContext context, Path target) {
    this.context = context;
    this.target = target;
  }

  /**
   * @param format FFmpeg's name of the container
   * @param target its place in the end, for errors
   */
  static Muxer create(Path file, String format, Path target) {
    Ffmpeg.quiet();
    String url = Ffmpeg.url(file);
    AVFormatContext context = new AVFormatContext(null);
    check(avformat_alloc_output_context2(context, null, format, url), target);
    AVIOContext output = new AVIOContext(null);
    int result = avio_open(output, url, AVIO_FLAG_WRITE);
    if (result < 0) {
      avformat_free_context(context);
    }
    check(result, target);
    context.pb(output);
    return new Muxer(context, target);
  }

  AVStream addStream() {
    return avformat_new_stream(context, null);
  }

  boolean isMatroska() {
    return context.oformat().name().getString().equals("matroska");
  }

  /** Writes the header, once all streams are there; it may change their time bases. */
  void start() {
    // The index comes to the front, so that players need not have all of the file to begin.
    AVDictionary options = Demuxer.dictionary(Map.of("movflags", "+faststart"));
    try {
      check(avformat_write_header(context, options));
    } finally {
      av_dict_free(options);
    }
    requireWritten();
  }

  /** Writes a packet, whose times are in its stream's time base, and takes its data. */
  void write(AVPacket packet) {
    int result = av_interleaved_write_frame(context, packet);
    requireWritten();
    check(result);
  }

  void finish() {
    int result = av_write_trailer(context);
    avio_flush(context.pb());
    requireWritten();
    check(result);
    AVIOContext output = context.pb();
    result = avio_closep(output);
    context.pb(null);
    check(result);
  }

  private void check(int result) {
    check(result, target);
  }

  private static void check(int result, Path target) {
    if (result < 0) {
      throw UserException.cannotWrite(target, new IOException(Ffmpeg.reason(result)));
    }
  }

  /** Muxers go on after a full disk: the error stands only in the output itself. */
  private void requireWritten() {
    check(context.pb().error());
  }

  @Override
  public void close() {
    AVIOContext output = context.pb();
    if (output != null && !output.isNull()) {
      avio_closep(output);
      context.pb(null);
    }
    avformat_free_context(context);
  }
}
