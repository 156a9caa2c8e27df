package org.cycleat.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The chunks of a WebP file (RFC 9649, section 2). */
final class WebP {
  private static final int FILE_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int CANVAS_FLAGS = FILE_HEADER + CHUNK_HEADER;
  private static final int FIRST_CHUNK_END = CANVAS_FLAGS + 10;
  private static final int ANIMATION = 0x02;
  private static final int ALPHA = 0x10;

  /** Of an animation's picture, before its own chunks. */
  private static final int PICTURE_HEADER = 16;

  private final ByteBuffer data;

  private WebP(ByteBuffer data) {
    this.data = data.order(ByteOrder.LITTLE_ENDIAN);
  }

  static ImageHeader header(ByteBuffer data) throws IOException {
    WebP file = new WebP(data);
    if (Integer.toUnsignedLong(data.getInt(4)) + CHUNK_HEADER > data.limit()) {
      throw new IOException("it is truncated");
    }
    if (ImageHeader.starts(data, FILE_HEADER, "VP8X")) {
      file.picture();
      return of(file.u24(CANVAS_FLAGS + 4) + 1L, file.u24(CANVAS_FLAGS + 7) + 1L)
          .turned(file.chunk("EXIF").map(Tiff::orientation).orElse(Orientation.UPRIGHT));
    } else if (ImageHeader.starts(data, FILE_HEADER, "VP8L")) {
      int bits = data.getInt(21);
      return of((bits & 0x3fff) + 1L, (bits >>> 14 & 0x3fff) + 1L);
    }
    return of(data.getShort(26) & 0x3fff, data.getShort(28) & 0x3fff);
  }

  private static ImageHeader of(long width, long height) {
    return ImageHeader.of(ImageHeader.Format.WEBP, width, height);
  }

  /** The file, or of an animation, which decoders refuse, a file of its first picture. */
  static byte[] still(byte[] encoded) throws IOException {
    Optional<ByteBuffer> picture = new WebP(ByteBuffer.wrap(encoded)).picture();
    if (picture.isEmpty()) {
      return encoded;
    }
    ByteBuffer chunks = picture.get().position(PICTURE_HEADER).slice();
    ByteBuffer still =
        ByteBuffer.allocate(FIRST_CHUNK_END + chunks.limit())
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(encoded, 0, FIRST_CHUNK_END)
            .put(chunks);
    return still
        .putInt(4, still.limit() - CHUNK_HEADER)
        .put(CANVAS_FLAGS, (byte) (encoded[CANVAS_FLAGS] & ALPHA))
        .array();
  }

  /** The first picture of an animation; empty where it is none. */
  private Optional<ByteBuffer> picture() throws IOException {
    if (!ImageHeader.starts(data, FILE_HEADER, "VP8X")
        || (data.get(CANVAS_FLAGS) & ANIMATION) == 0) {
      return Optional.empty();
    }
    ByteBuffer picture =
        chunk("ANMF").orElseThrow(() -> new IOException("it is damaged: it has no picture"));
    WebP inside = new WebP(picture);
    if (inside.u24(6) != u24(CANVAS_FLAGS + 4) || inside.u24(9) != u24(CANVAS_FLAGS + 7)) {
      throw new IOException("its first picture does not fill its canvas, which is not read");
    }
    return Optional.of(picture);
  }

  /** The content of the first such chunk, wherever it stands. */
  private Optional<ByteBuffer> chunk(String name) {
    long position = FILE_HEADER;
    while (position + CHUNK_HEADER <= data.limit()) {
      int chunk = (int) position;
      long length = Integer.toUnsignedLong(data.getInt(chunk + 4));
      if (ImageHeader.starts(data, chunk, name)) {
        return Optional.of(data.slice(chunk + CHUNK_HEADER, Math.toIntExact(length)));
      }
      position += CHUNK_HEADER + length + (length & 1); // padded to even lengths
    }
    return Optional.empty();
  }

  private int u24(int at) {
    return (data.getShort(at) & 0xffff) | ((data.get(at + 2) & 0xff) << 16);
  }
}
