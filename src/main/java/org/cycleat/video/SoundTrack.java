package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;

import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.UserException;

/** The sound of a film, on its way into another. */
interface SoundTrack extends AutoCloseable {

  /** Writes the sound up to this time, in microseconds from the film's start. */
  void writeUntil(long timeMicros);

  @Override
  void close();

  /**
   * Adds a stream to the muxer if the film has sound: copied where the container takes it, else
   * encoded anew.
   *
   * @param what cannot be done if encoding fails, such as "cannot write a.mp4"
   */
  static Optional<SoundTrack> open(Path film, Muxer muxer, String what) {
    Demuxer demuxer = VideoReader.demuxer(film);
    try {
      demuxer.analyse(
          error -> new UserException("cannot read " + film + ": " + Ffmpeg.reason(error)));
      if (!demuxer.select(AVMEDIA_TYPE_AUDIO)) {
        demuxer.close();
        return Optional.empty();
      }
      return Optional.of(
          SoundCopy.isPossible(demuxer.stream().codecpar().codec_id(), muxer)
              ? new SoundCopy(demuxer, muxer)
              : SoundEncoder.open(demuxer, muxer, what));
    } catch (RuntimeException e) {
      demuxer.close();
      throw e;
    }
  }
}
