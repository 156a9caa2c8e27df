package org.cycleat.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The chunks of a PNG file: length, type, data, checksum (ISO/IEC 15948, clause 5). */
final class Png {
  static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";

  /** Of bilevel pixels, deflated at its best, 1032 to 1. */
  private static final long MOST_PIXELS_OF_A_BYTE = 8 * 1032;

  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int CHUNK_BYTES = 12;

  private Png() {}

  /** Walks the file to its end. */
  static ImageHeader header(ByteBuffer data) throws IOException {
    int start = SIGNATURE.length();
    if (!ImageHeader.starts(data, start + 4, "IHDR")) {
      throw new IOException("it does not start with a header");
    }
    ImageHeader header =
        ImageHeader.of(
            ImageHeader.Format.PNG,
            Integer.toUnsignedLong(data.getInt(start + 8)),
            Integer.toUnsignedLong(data.getInt(start + 12)));
    int colour = data.get(start + 17);
    boolean plain = data.get(start + 16) == 8 && (colour == GREY || colour == RGB);
    Orientation orientation = Orientation.UPRIGHT;
    boolean isDamaged = false; // libpng would say so on standard error, past the user's line
    for (int chunk = start; ; ) {
      long length = Integer.toUnsignedLong(data.getInt(chunk));
      if (length + CHUNK_BYTES > data.limit() - chunk) {
        throw new IOException("it is truncated");
      }
      ByteBuffer content = data.slice(chunk + 4, (int) length + 4); // behind its type
      CRC32 sum = new CRC32();
      sum.update(content.duplicate());
      isDamaged |= (int) sum.getValue() != data.getInt(chunk + 8 + (int) length);
      if (ImageHeader.starts(content, 0, "IEND")) {
        break;
      } else if (ImageHeader.starts(content, 0, "tRNS")) {
        plain = false;
      } else if (ImageHeader.starts(content, 0, "eXIf")) {
        orientation = Tiff.orientation(content.slice(4, (int) length));
      }
      chunk += (int) length + CHUNK_BYTES;
    }
    header.requireContent(data.limit(), MOST_PIXELS_OF_A_BYTE);
    if (isDamaged && header.isModest() && header.pixels() > 0) {
      throw new IOException("it is damaged: its checksum does not match");
    }
    return header.turned(orientation).plainIf(plain);
  }
}
