package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INPUT_CHANGED;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_free;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_read;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_size;
import static org.bytedeco.ffmpeg.global.avutil.av_audio_fifo_write;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc;
import static org.bytedeco.ffmpeg.global.swresample.swr_close;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert_frame;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_inject_silence;
import static org.bytedeco.ffmpeg.global.swresample.swr_is_initialized;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVAudioFifo;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swresample.SwrContext;

/** Decoded sound in the form that an encoder takes, in pieces of its size. */
final class SoundPieces implements AutoCloseable {
  /** Shorter gaps are inaccuracies of times; longer ones are damage, not silence. */
  private static final double LEAST_GAP_SECONDS = 0.05;

  private static final double MOST_GAP_SECONDS = 60;

  private final StreamDecoder decoder;
  private final AVCodecContext target;
  private final AVRational timeBase;
  private final long startMicros;
  private final AVAudioFifo fifo;
  private final SwrContext converter = swr_alloc();
  private final AVFrame converted = av_frame_alloc();
  private final AVFrame piece = av_frame_alloc();
  private final String what;
  private long nextSample = -1; // of the next piece, counted from the film's start
  private long heard; // what went into the converter so far, likewise
  private boolean ended;

  private SoundPieces(Demuxer demuxer, StreamDecoder decoder, AVCodecContext target, String what) {
    this.decoder = decoder;
    this.target = target;
    this.timeBase = demuxer.stream().time_base();
    this.startMicros = demuxer.startMicros();
    this.fifo =
        av_audio_fifo_alloc(
            target.sample_fmt(), target.ch_layout().nb_channels(), target.frame_size());
    this.what = what;
  }

  /**
   * @param target the opened encoder
   * @param what cannot be done if this fails, such as "cannot write a.mp4"
   */
  static SoundPieces open(Demuxer demuxer, AVCodecContext target, String what) {
    return new SoundPieces(demuxer, StreamDecoder.open(demuxer, 1, what), target, what);
  }

  /** When the next piece is heard, in microseconds from the film's start. */
  long nextMicros() {
    return av_rescale(Math.max(0, nextSample), Ffmpeg.MICROS, target.sample_rate());
  }

  /** The next piece, valid until the next call; null at the end. */
  AVFrame next() {
    while (!ended && av_audio_fifo_size(fifo) < target.frame_size()) {
      pull();
    }
    int samples = Math.min(target.frame_size(), av_audio_fifo_size(fifo));
    if (samples == 0) {
      return null;
    }
    describe(piece);
    piece.nb_samples(samples);
    Ffmpeg.check(av_frame_get_buffer(piece, 0), what);
    av_audio_fifo_read(fifo, piece.extended_data(), samples);
    piece.pts(nextSample);
    nextSample += samples;
    return piece;
  }

  private void pull() {
    AVFrame decoded = decoder.next();
    ended = decoded == null;
    if (ended && swr_is_initialized(converter) == 0) {
      return;
    }
    if (!ended) {
      follow(decoded);
    }
    describe(converted);
    int result = swr_convert_frame(converter, converted, decoded);
    if ((result & AVERROR_INPUT_CHANGED) == AVERROR_INPUT_CHANGED) {
      swr_close(converter);
      result = swr_convert_frame(converter, converted, decoded);
    }
    Ffmpeg.check(result, what);
    av_audio_fifo_write(fifo, converted.extended_data(), converted.nb_samples());
  }

  /** Keeps sound and pictures together: what is missing in the sound becomes silence. */
  private void follow(AVFrame decoded) {
    long rate = target.sample_rate();
    long start = heard;
    if (decoded.best_effort_timestamp() != AV_NOPTS_VALUE) {
      long micros =
          av_rescale(
              decoded.best_effort_timestamp(), timeBase.num() * Ffmpeg.MICROS, timeBase.den());
      start = av_rescale(micros - startMicros, rate, Ffmpeg.MICROS);
    }
    if (nextSample < 0) {
      nextSample = Math.max(0, start);
      heard = nextSample;
    }
    long gap = start - heard;
    if (gap > LEAST_GAP_SECONDS * rate && gap < MOST_GAP_SECONDS * rate) {
      swr_inject_silence(converter, (int) (gap * decoded.sample_rate() / rate));
      heard += gap;
    }
    heard += decoded.nb_samples() * rate / Math.max(1, decoded.sample_rate());
  }

  private void describe(AVFrame frame) {
    av_frame_unref(frame);
    frame.format(target.sample_fmt());
    frame.sample_rate(target.sample_rate());
    av_channel_layout_copy(frame.ch_layout(), target.ch_layout());
  }

  @Override
  public void close() {
    decoder.close();
    swr_free(converter);
    av_audio_fifo_free(fifo);
    av_frame_free(converted);
    av_frame_free(piece);
  }
}
