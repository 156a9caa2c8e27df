package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.cycleat.UserException;

/** The pictures of an opened file or device: what films and cameras have in common. */
final class PictureStream implements AutoCloseable {
  private static final double USUAL_RATE = 25;

  private final Demuxer demuxer;
  private final StreamDecoder decoder;
  private final ToBgr toBgr;
  private final VideoFormat format;
  private final long timeBaseMicros; // numerator
  private final long timeBaseParts; // denominator
  private long index;
  private long lastMicros;
  private boolean closed;

  private PictureStream(Demuxer demuxer, StreamDecoder decoder, PictureGeometry geometry) {
    this.demuxer = demuxer;
    this.decoder = decoder;
    this.toBgr = new ToBgr(geometry);
    this.timeBaseMicros = demuxer.stream().time_base().num() * Ffmpeg.MICROS;
    this.timeBaseParts = demuxer.stream().time_base().den();
    this.format =
        new VideoFormat(
            geometry.uprightWidth(),
            geometry.uprightHeight(),
            rate(demuxer.stream()),
            SampleIndex.of(demuxer).shown());
  }

  /**
   * Takes over an opened file or device, and closes it if there are no pictures in it.
   *
   * @param threads that decode
   * @param what could not be done if this fails, such as "cannot read a.mp4"
   */
  static PictureStream of(Demuxer demuxer, int threads, String what) {
    try {
      if (demuxer.isPastItsPackets()) {
        throw new UserException(
            what
                + ": its index is at its end, from where a pipe, or a server that sends no parts,"
                + " cannot go back; save the video first");
      }
      refuseHuge(demuxer, what);
      demuxer.analyse(error -> new UserException(what + ": " + Ffmpeg.reason(error)));
      if (!demuxer.select(AVMEDIA_TYPE_VIDEO)) {
        String reason =
            demuxer.context().nb_streams() == 0
                ? ": its index is truncated or damaged"
                : ": there are no moving pictures in it";
        throw new UserException(what + reason);
      }
      PictureGeometry geometry = PictureGeometry.of(demuxer, what);
      return new PictureStream(demuxer, StreamDecoder.open(demuxer, threads, what), geometry);
    } catch (RuntimeException e) {
      demuxer.close();
      throw e;
    }
  }

  /** By the container's header, before anything is decoded. */
  private static void refuseHuge(Demuxer demuxer, String what) {
    for (int i = 0; i < demuxer.context().nb_streams(); i++) {
      AVCodecParameters stream = demuxer.context().streams(i).codecpar();
      PictureGeometry.requireModest(stream.width(), stream.height(), what);
    }
  }

  private static double rate(AVStream stream) {
    double average = value(stream.avg_frame_rate());
    double nominal = value(stream.r_frame_rate());
    return average > 0 ? average : nominal > 0 ? nominal : USUAL_RATE;
  }

  private static double value(AVRational rational) {
    return rational.den() == 0 ? 0 : (double) rational.num() / rational.den();
  }

  VideoFormat format() {
    return format;
  }

  /** The next picture, which the caller closes; empty where no more can be decoded. */
  Optional<VideoFrame> next() {
    if (closed) {
      throw new IllegalStateException("the film is closed");
    }
    AVFrame frame = decoder.next();
    if (frame == null) {
      return Optional.empty();
    }
    lastMicros = timeMicros(frame);
    return Optional.of(new VideoFrame(index++, lastMicros, toBgr.convert(frame)));
  }

  private long timeMicros(AVFrame frame) {
    long time = frame.best_effort_timestamp();
    if (time == AV_NOPTS_VALUE) {
      return index == 0 ? 0 : lastMicros + Math.round(Ffmpeg.MICROS / format.framesPerSecond());
    }
    return Math.max(0, av_rescale(time, timeBaseMicros, timeBaseParts) - demuxer.startMicros());
  }

  /** How many pictures there were so far. */
  long pictures() {
    return index;
  }

  /** When the last picture is shown, in microseconds from the start. */
  long lastMicros() {
    return lastMicros;
  }

  /** Packets that could not be decoded. */
  long undecodable() {
    return decoder.undecodable();
  }

  Demuxer demuxer() {
    return demuxer;
  }

  @Override
  public void close() {
    if (closed) { // FFmpeg would free its memory twice
      return;
    }
    closed = true;
    toBgr.close();
    decoder.close();
    demuxer.close();
  }
}
