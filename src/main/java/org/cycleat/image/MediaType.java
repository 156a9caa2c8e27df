package org.cycleat.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a file holds, by its first bytes; its name says nothing. */
public enum MediaType {
  IMAGE,
  VIDEO,
  /** Anything else, text and an empty file too. */
  OTHER;

  /** How many bytes at least are looked at, where a file has so many. */
  public static final int LOOKED_AT = 400;

  private static final Pattern VIDEO_ENDINGS =
      Pattern.compile("\\.(3gp|avi|flv|m2ts|m4v|mkv|mov|mp4|mpe?g|mts|og[gv]|ts|webm|wmv|y4m)$");

  private static final int TRANSPORT_PACKET = 188;
  private static final int TIMED_TRANSPORT_PACKET = 192;

  /** Brands of ISO/IEC 14496-12 files that hold pictures (ISO/IEC 23008-12, AVIF). */
  private static final Set<String> PICTURE_BRANDS =
      Set.of("avif", "avis", "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");

  private static final List<String> QUICKTIME_ATOMS =
      List.of("moov", "mdat", "wide", "free", "skip", "pnot");

  /** Signatures at the very beginning, in Latin 1. */
  private static final List<String> IMAGES =
      List.of("\u00ff\u00d8\u00ff", "\u0089PNG\r\n\u001a\n", "GIF8", "II*\0", "MM\0*");

  private static final List<String> VIDEOS =
      List.of(
          "\u001aE\u00df\u00a3", // Matroska, WebM
          "0&\u00b2u\u008ef\u00cf\u0011", // ASF: WMV
          "FLV\u0001",
          "OggS",
          "YUV4MPEG2",
          "\0\0\u0001\u00ba", // MPEG program stream
          "\0\0\u0001\u00b3"); // MPEG video

  /**
   * Looks into a file. What a pipe or a device holds would be gone then, so these are what their
   * name says: a video with the ending of one, else an image.
   *
   * @throws IOException when it cannot be read
   */
  public static MediaType of(Path file) throws IOException {
    if (!Files.isRegularFile(file) && Files.exists(file) && !Files.isDirectory(file)) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      return VIDEO_ENDINGS.matcher(name).find() ? VIDEO : IMAGE;
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
    String head =
        new String(start, 0, Math.min(start.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
    if (IMAGES.stream().anyMatch(head::startsWith) || isBitmap(head) || isRiff(head, "WEBP")) {
      return IMAGE;
    }
    if (head.startsWith("ftyp", 4)) {
      return isPicture(head) ? IMAGE : VIDEO;
    }
    boolean video =
        VIDEOS.stream().anyMatch(head::startsWith)
            || isRiff(head, "AVI ")
            || QUICKTIME_ATOMS.stream().anyMatch(atom -> head.startsWith(atom, 4))
            || isTransportStream(start);
    return video ? VIDEO : OTHER;
  }

  /** "BM" alone may begin a text: the reserved bytes behind the size are 0. */
  private static boolean isBitmap(String head) {
    return head.startsWith("BM") && head.startsWith("\0\0\0\0", 6);
  }

  private static boolean isRiff(String head, String form) {
    return head.startsWith("RIFF") && head.startsWith(form, 8);
  }

  /** The major brand decides; of a general one ("isom") none of the compatible ones. */
  private static boolean isPicture(String head) {
    return head.length() >= 12 && PICTURE_BRANDS.contains(head.substring(8, 12));
  }

  /** ISO/IEC 13818-1: a sync byte at each packet's start; cameras put four bytes before each. */
  private static boolean isTransportStream(byte[] start) {
    return isSynchronous(start, 0, TRANSPORT_PACKET)
        || isSynchronous(start, 4, TIMED_TRANSPORT_PACKET);
  }

  private static boolean isSynchronous(byte[] start, int first, int packet) {
    return start.length > first + packet && start[first] == 0x47 && start[first + packet] == 0x47;
  }

  /** All but {@link #OTHER}. */
  public boolean isMedia() {
    return this != OTHER;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
