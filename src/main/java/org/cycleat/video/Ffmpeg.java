package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.cycleat.UserException;
import org.cycleat.image.ImageFile;

/** What all calls into FFmpeg share: a log that stays silent, names of files, and error codes. */
final class Ffmpeg {
  static final long MICROS = 1_000_000;

  /** As for photographs: decoders allocate what a header demands. */
  static final long MOST_PIXELS = ImageFile.MOST_PIXELS;

  private static final int REASON_BYTES = 128;

  static {
    quiet();
  }

  private Ffmpeg() {}

  /** Turns off FFmpeg's own words on standard error: what matters of them is in our errors. */
  static void quiet() {
    av_log_set_level(AV_LOG_QUIET);
  }

  /** The name by which FFmpeg opens a file, whatever characters the path has. */
  static String url(Path file) {
    return "file:" + file.toAbsolutePath();
  }

  /**
   * Passes on what a call returned.
   *
   * @param what could not be done, such as "cannot read a.mp4"
   * @throws UserException with the reason when the result is an error
   */
  static int check(int result, String what) {
    if (result < 0) {
      throw new UserException(what + ": " + reason(result));
    }
    return result;
  }

  /** FFmpeg's words for an error code, such as "no space left on device". */
  static String reason(int error) {
    byte[] text = new byte[REASON_BYTES];
    av_strerror(error, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    String reason = new String(text, 0, end, StandardCharsets.UTF_8);
    return reason.isEmpty()
        ? "error " + error
        : Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
  }
}
