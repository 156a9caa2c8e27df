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

import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** A file that takes packets of several streams: header, packets, trailer. */
final class Muxer implements AutoCloseable {
  private final AVFormatContext context;
  private final String what;

  private Muxer(AVFormatContext context, String what) {
    this.context = context;
    this.what = what;
  }

  /**
   * @param format FFmpeg's name of the container
   * @param what cannot be done if writing fails, such as "cannot write a.mp4"
   */
  static Muxer create(Path file, String format, String what) {
    Ffmpeg.quiet();
    String url = Ffmpeg.url(file);
    AVFormatContext context = new AVFormatContext(null);
    Ffmpeg.check(avformat_alloc_output_context2(context, null, format, url), what);
    AVIOContext output = new AVIOContext(null);
    int result = avio_open(output, url, AVIO_FLAG_WRITE);
    if (result < 0) {
      avformat_free_context(context);
    }
    Ffmpeg.check(result, what);
    context.pb(output);
    return new Muxer(context, what);
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
      Ffmpeg.check(avformat_write_header(context, options), what);
    } finally {
      av_dict_free(options);
    }
    requireWritten();
  }

  /** Writes a packet, whose times are in its stream's time base, and takes its data. */
  void write(AVPacket packet) {
    int result = av_interleaved_write_frame(context, packet);
    requireWritten();
    Ffmpeg.check(result, what);
  }

  void finish() {
    int result = av_write_trailer(context);
    avio_flush(context.pb());
    requireWritten();
    Ffmpeg.check(result, what);
    AVIOContext output = context.pb();
    result = avio_closep(output);
    context.pb(null);
    Ffmpeg.check(result, what);
  }

  /** Muxers go on after a full disk: the error stands only in the output itself. */
  private void requireWritten() {
    Ffmpeg.check(context.pb().error(), what);
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
