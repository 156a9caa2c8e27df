package org.cycleat.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a file holds: told by its first bytes, and by its name only where these cannot tell. */
public enum MediaType {
  IMAGE,
  VIDEO,
  /** Anything else, text and an empty file too. */
  OTHER;

  /** How many bytes at least are looked at, where a file has so many. */
  public static final int LOOKED_AT = 400;

  private static final Set<String> IMAGE_ENDINGS =
      Set.of(
          "jpg", "jpeg", "jfif", "png", "bmp", "gif", "tif", "tiff", "webp", "heic", "heif",
          "avif");

  private static final Set<String> VIDEO_ENDINGS =
      Set.of(
          "3gp", "avi", "flv", "m2ts", "m4v", "mkv", "mov", "mp4", "mpg", "mpeg", "mts", "ogg",
          "ogv", "ts", "webm", "wmv", "y4m");

  private static final int TRANSPORT_PACKET = 188;
  private static final int TIMED_TRANSPORT_PACKET = 192;

  /** MP4 and QuickTime: ISO/IEC 14496-12 and what was there before it. */
  private static final Pattern MOVIE = signature(".{4}(ftyp|moov|mdat|wide|free|skip|pnot)");

  private static final Pattern OTHER_VIDEO =
      signature(
          "\u001aE\u00df\u00a3" // Matroska, WebM
              + "|RIFF.{4}AVI "
              + "|0&\u00b2u\u008ef\u00cf\u0011" // ASF: WMV
              + "|FLV\u0001"
              + "|OggS"
              + "|YUV4MPEG2"
              + "|\0\0\u0001[\u00ba\u00b3]" // MPEG program stream, MPEG video
              + "|\0{2,3}\u0001([\u0006\u0009'Gg]|[@F]\u0001)"); // bare H.264, HEVC

  /** Of a file's very beginning in Latin 1. */
  private static Pattern signature(String start) {
    return Pattern.compile(start, Pattern.DOTALL);
  }

  private static boolean starts(byte[] file, Pattern signature) {
    int length = Math.min(file.length, LOOKED_AT);
    return signature.matcher(new String(file, 0, length, StandardCharsets.ISO_8859_1)).lookingAt();
  }

  /**
   * Looks into a file. What a pipe or a device holds would be gone then, so these are what their
   * name says: a video with the ending of one, else an image.
   *
   * @throws IOException when it cannot be read
   */
  public static MediaType of(Path file) throws IOException {
    if (!Files.isRegularFile(file) && Files.exists(file) && !Files.isDirectory(file)) {
      return named(file.toString()) == VIDEO ? VIDEO : IMAGE;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(LOOKED_AT));
    }
  }

  /**
   * Looks at a file's first bytes.
   *
   * @param start as many as there are, {@value #LOOKED_AT} at most are looked at
   */
  public static MediaType of(byte[] start) {
    if (ImageHeader.Format.of(start).isPresent()) {
      return IMAGE;
    }
    boolean video = isMovie(start) || starts(start, OTHER_VIDEO) || isTransportStream(start);
    return video ? VIDEO : OTHER;
  }

  /** Whether a file starts as MP4 and QuickTime do, and is no image in that form. */
  public static boolean isMovie(byte[] start) {
    return starts(start, MOVIE) && ImageHeader.Format.of(start).isEmpty();
  }

  /** What files with such a name usually hold. */
  public static MediaType named(String name) {
    String ending = ending(name);
    if (IMAGE_ENDINGS.contains(ending)) {
      return IMAGE;
    }
    return VIDEO_ENDINGS.contains(ending) ? VIDEO : OTHER;
  }

  /** The part of a file's name after its last dot in lower case, or nothing. */
  public static String ending(Path file) {
    return ending(file.getFileName().toString());
  }

  private static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** ISO/IEC 13818-1: a sync byte at each packet's start; cameras put four bytes before each. */
  private static boolean isTransportStream(byte[] start) {
    return isSynchronous(start, 0, TRANSPORT_PACKET)
        || isSynchronous(start, 4, TIMED_TRANSPORT_PACKET);
  }

  private static boolean isSynchronous(byte[] start, int first, int packet) {
    return start.length > first + packet && start[first] == 0x47 && start[first + packet] == 0x47;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
