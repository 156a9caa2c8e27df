package org.cycleat.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.CRC32;

/** The chunks of a PNG file: length, type, data, checksum (ISO/IEC 15948, clause 5). */
final class Png {
  private static final int SIGNATURE_BYTES = 8;

  /** Of bilevel pixels, deflated at its best, 1032 to 1. */
  private static final long MOST_PIXELS_OF_A_BYTE = 8 * 1032;

  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int CHUNK_BYTES = 12;
  private static final int WIDTH = 16;
  private static final int BITS = 24;
  private static final int COLOUR = 25;

  private Png() {}

  /** Walks the file to its end. */
  static ImageHeader header(ByteBuffer data) throws IOException {
    if (!ImageHeader.starts(data, SIGNATURE_BYTES + 4, "IHDR")) {
      throw new IOException("it does not start with a header");
    }
    ImageHeader header =
        ImageHeader.of(
            ImageHeader.Format.PNG,
            Integer.toUnsignedLong(data.getInt(WIDTH)),
            Integer.toUnsignedLong(data.getInt(WIDTH + 4)));
    header.requireContent(data.limit(), MOST_PIXELS_OF_A_BYTE);
    boolean isSizeFine = header.isModest() && header.pixels() > 0;
    Map<String, ByteBuffer> chunks = chunks(data, isSizeFine);
    int colour = data.get(COLOUR);
    boolean plain = data.get(BITS) == 8 && (colour == GREY || colour == RGB);
    ByteBuffer exif = chunks.get("eXIf");
    return header
        .turned(exif == null ? Orientation.UPRIGHT : Tiff.orientation(exif))
        .plainIf(plain && !chunks.containsKey("tRNS"));
  }

  /**
   * The first chunk of each type.
   *
   * @param isChecked whether sums are compared: libpng would tell of a wrong one on standard error,
   *     past the user's line
   */
  private static Map<String, ByteBuffer> chunks(ByteBuffer data, boolean isChecked)
      throws IOException {
    Map<String, ByteBuffer> chunks = new HashMap<>();
    for (int chunk = SIGNATURE_BYTES; !chunks.containsKey("IEND"); ) {
      long length = Integer.toUnsignedLong(data.getInt(chunk));
      if (length + CHUNK_BYTES > (long) data.limit() - chunk) {
        throw new IOException("it is truncated");
      }
      CRC32 sum = new CRC32();
      sum.update(data.slice(chunk + 4, (int) length + 4));
      if (isChecked && (int) sum.getValue() != data.getInt(chunk + 8 + (int) length)) {
        throw new IOException("it is damaged: its checksum does not match");
      }
      chunks.putIfAbsent(Box.type(data.slice(chunk + 4, 4)), data.slice(chunk + 8, (int) length));
      chunk += (int) length + CHUNK_BYTES;
    }
    return chunks;
  }

  /**
   * The one level of a grey PNG that stands for nothing, which OpenCV does not know.
   *
   * @return as decoded, of 8 or 16 bits; empty where there is none
   */
  static OptionalInt transparentLevel(ByteBuffer data) throws IOException {
    ByteBuffer level = chunks(data, false).get("tRNS");
    if (level == null || data.get(COLOUR) != GREY) {
      return OptionalInt.empty();
    }
    int bits = data.get(BITS);
    int stored = Short.toUnsignedInt(level.getShort(0));
    return OptionalInt.of(bits < 8 ? stored * 255 / ((1 << bits) - 1) : stored);
  }
}
