package org.cycleat.video;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.image.MediaType;

/**
 * The pictures of a film in a file: each once, at its own time, upright, in square pixels.
 *
 * <p>Rotation and mirroring that the container states are applied; pictures with other than square
 * pixels are widened or narrowed. Pictures that an edit of the film hides are left out, as players
 * leave them out. A film is opened once, so that it may come through a pipe.
 */
public final class VideoReader implements FrameSource {
  /**
   * FFmpeg's readers. Lists of other files and addresses, which a film could make FFmpeg open, are
   * not among them.
   */
  static final String FORMATS =
      "mov,matroska,avi,mpeg,mpegts,mpegvideo,m4v,h264,hevc,asf,flv,ogg,yuv4mpegpipe";

  private static final Map<String, String> OPTIONS =
      Map.of("format_whitelist", FORMATS, "protocol_whitelist", "file");

  private final Path film;
  private final PictureStream pictures;
  private boolean checked;

  private VideoReader(Path film, PictureStream pictures) {
    this.film = film;
    this.pictures = pictures;
  }

  /**
   * Opens a film, which the caller closes.
   *
   * @throws UserException naming the file when there is none, it is no film or one without
   *     pictures, its index is missing, or its pictures have more than 100 megapixels
   */
  public static VideoReader open(Path film) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new VideoReader(film, PictureStream.of(demuxer(film), threads, cannotRead(film)));
  }

  /** Opens a film's container. */
  static Demuxer demuxer(Path film) {
    requireReadable(film);
    return Demuxer.open(Ffmpeg.url(film), null, OPTIONS, error -> notAFilm(film, error));
  }

  private static String cannotRead(Path film) {
    return "cannot read " + film;
  }

  private static void requireReadable(Path film) {
    if (!Files.exists(film)) {
      throw new UserException("no file at " + film + ": expected a film");
    } else if (Files.isDirectory(film)) {
      throw new UserException(cannotRead(film) + ": it is a folder, expected a film");
    } else if (!Files.isReadable(film)) {
      throw new UserException(cannotRead(film) + ": permission denied");
    }
    try {
      if (Files.isRegularFile(film) && Files.size(film) == 0) {
        throw new UserException(cannotRead(film) + ": the file is empty");
      }
    } catch (IOException e) {
      throw new UserException(cannotRead(film) + ": " + e, e);
    }
  }

  private static UserException notAFilm(Path film, int error) {
    String reason =
        canBeReadAgain(film) && startsAsMovie(film)
            ? "it is truncated or damaged, its index (moov) is missing"
            : "it is no film, or of a kind unknown to FFmpeg (" + Ffmpeg.reason(error) + ")";
    return new UserException(cannotRead(film) + ": " + reason);
  }

  /** A pipe gives its bytes once: a second look would wait for ever. */
  static boolean canBeReadAgain(Path film) {
    return Files.isRegularFile(film);
  }

  private static boolean startsAsMovie(Path film) {
    try (InputStream in = Files.newInputStream(film)) {
      return MediaType.isMovie(in.readNBytes(MediaType.LOOKED_AT));
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public VideoFormat format() {
    return pictures.format();
  }

  /**
   * {@inheritDoc}
   *
   * <p>All pictures that can be decoded come first, then one error for those that are missing.
   */
  @Override
  public Optional<VideoFrame> next() {
    Optional<VideoFrame> frame = pictures.next();
    if (frame.isEmpty() && !checked) {
      checked = true;
      requireWhole();
    }
    return frame;
  }

  private void requireWhole() {
    Demuxer demuxer = pictures.demuxer();
    long expected = SampleIndex.of(demuxer).shown();
    boolean truncated =
        demuxer.packets() < SampleIndex.of(demuxer).stored()
            || (canBeReadAgain(film) && StatedLength.isTruncated(film));
    if (truncated || demuxer.failure() != 0) {
      throw new UserException(
          String.format(
              Locale.ROOT,
              "%s to its end: it is %s; %d%s frames could be read, the last at %.3f s",
              cannotRead(film),
              truncated ? "truncated" : "damaged (" + Ffmpeg.reason(demuxer.failure()) + ")",
              pictures.pictures(),
              expected > pictures.pictures() ? " of " + expected : "",
              pictures.lastMicros() / 1e6));
    } else if (pictures.undecodable() > 0) {
      throw new UserException(
          "%s whole: %d frames could not be decoded, %d could"
              .formatted(cannotRead(film), pictures.undecodable(), pictures.pictures()));
    } else if (pictures.pictures() == 0) {
      throw new UserException(cannotRead(film) + ": it has no frames");
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}
