package org.cycleat.video;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.image.MediaType;

/**
 * Writes a film: H.264, YUV 4:2:0, in MP4, MOV or Matroska, with the sound of another film.
 *
 * <p>It stands at its place only when it is complete; until then it is written beside it, and
 * whatever fails leaves nothing behind. Odd widths and heights, which H.264 in this form does not
 * have, grow by one pixel: the last column or row is repeated. It serves one thread at a time.
 */
public final class VideoWriter implements AutoCloseable {
  private static final Map<String, String> CONTAINERS =
      Map.of("mp4", "mp4", "m4v", "mp4", "mov", "mov", "mkv", "matroska");

  private final Path target;
  private final WholeFile whole;
  private final VideoFormat format;
  private final Muxer muxer;
  private PictureEncoder pictures;
  private Optional<SoundTrack> sound = Optional.empty();
  private long frames;
  private boolean closed;

  private VideoWriter(Path target, WholeFile whole, VideoFormat format) {
    this.target = target;
    this.whole = whole;
    this.format = format;
    String container = CONTAINERS.get(MediaType.ending(target));
    this.muxer = Muxer.create(whole.part(), container, target);
  }

  /** Whether a name has the ending of a container that can be written. */
  public static boolean canWrite(Path file) {
    return CONTAINERS.containsKey(MediaType.ending(file));
  }

  /**
   * Begins a film, making its folder.
   *
   * @param target its place, replaced when the film is complete; its extension names the container
   * @param format size of the pictures, and how many of them a second; their own times count
   * @param soundFrom the film whose sound is taken: copied where the container allows that, else
   *     encoded as AAC. One without sound, a pipe, or none, gives a silent one
   * @throws UserException when the place cannot be written, or pictures of this size cannot
   */
  public static VideoWriter open(Path target, VideoFormat format, Optional<Path> soundFrom) {
    if (!canWrite(target)) {
      throw new UserException(
          "cannot write " + target + ": expected a name in .mp4, .mov, .m4v or .mkv");
    }
    VideoWriter writer;
    try {
      writer = new VideoWriter(target, WholeFile.begin(target), format);
    } catch (IOException e) {
      throw UserException.cannotWrite(target, e);
    }
    try {
      writer.start(soundFrom);
    } catch (RuntimeException e) {
      writer.discard();
      throw e;
    }
    return writer;
  }

  private void start(Optional<Path> soundFrom) {
    pictures = PictureEncoder.open(muxer, format, cannotWrite());
    sound =
        soundFrom
            .filter(VideoReader::canBeReadAgain)
            .flatMap(film -> SoundTrack.open(film, muxer, cannotWrite()));
    muxer.start();
  }

  private String cannotWrite() {
    return "cannot write " + target;
  }

  /**
   * Appends a picture, and the sound up to it. One that is not later than the one before is shown
   * as soon after it as the container can tell. The last is shown as long as the one before it.
   *
   * @param bgr 8-bit BGR of the film's size
   * @param timeMicros when it is shown, in microseconds from the film's start
   * @throws UserException when it cannot be written, such as on a full disk; the film is discarded
   */
  public void write(Mat bgr, long timeMicros) {
    if (closed) {
      throw new IllegalStateException(target + " is closed");
    }
    if (bgr.cols() != format.width() || bgr.rows() != format.height() || bgr.type() != CV_8UC3) {
      throw new IllegalArgumentException(
          "expected 8-bit BGR of %d x %d pixels, got type %d, %d x %d"
              .formatted(format.width(), format.height(), bgr.type(), bgr.cols(), bgr.rows()));
    }
    orDiscard(
        () -> {
          sound.ifPresent(track -> track.writeUntil(timeMicros));
          pictures.write(bgr, timeMicros);
        });
    frames++;
  }

  private void orDiscard(Runnable writing) {
    try {
      writing.run();
    } catch (RuntimeException e) {
      discard();
      throw e;
    }
  }

  /** Gives up the film: nothing of it stays, and what stood at its place still does. */
  public void discard() {
    if (closed) {
      return;
    }
    free();
    whole.close();
  }

  /**
   * Completes the film, with the rest of the sound, and puts it at its place. A film without
   * pictures is discarded. Nothing happens after {@link #discard}, or after a failure.
   *
   * @throws UserException when it cannot be written; nothing of it stays
   */
  @Override
  public void close() {
    if (frames == 0) {
      discard();
    }
    if (closed) {
      return;
    }
    orDiscard(
        () -> {
          pictures.finish();
          sound.ifPresent(track -> track.writeUntil(Long.MAX_VALUE));
          muxer.finish();
        });
    free();
    try (whole) {
      whole.finish();
    } catch (IOException e) {
      throw UserException.cannotWrite(target, e);
    }
  }

  private void free() {
    closed = true;
    if (pictures != null) {
      pictures.close();
    }
    sound.ifPresent(SoundTrack::close);
    muxer.close();
  }
}
