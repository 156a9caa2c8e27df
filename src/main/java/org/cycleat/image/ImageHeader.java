package org.cycleat.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What an encoded image says of itself before it is decoded: decoders allocate what the header
 * demands, and fill the rest of a truncated file with grey.
 *
 * @param format by its first bytes
 * @param width in pixels, as stored
 * @param height in pixels, as stored
 * @param orientation EXIF's, 1 to 8, that is still to be undone after decoding
 * @param plain as {@link ImageFile#isPlain}
 */
record ImageHeader(Format format, long width, long height, int orientation, boolean plain) {

  enum Format {
    JPEG,
    PNG,
    BMP,
    TIFF,
    WEBP,
    GIF
  }

  /** More is not read: as BGR it would take 300 MB. */
  static final long MOST_PIXELS = 100_000_000;

  private static final long MOST_PIXELS_OF_A_BMP_BYTE = 8;

  /** Four bytes can skip 255 x 255 pixels. */
  private static final long MOST_PIXELS_OF_AN_RLE_BYTE = 1 << 14;

  /** Upright and not plain. */
  static ImageHeader of(Format format, long width, long height) {
    return new ImageHeader(format, width, height, 1, false);
  }

  /**
   * Reads the header, and walks JPEG, PNG and WebP to their end.
   *
   * @throws IOException with the reason, when it is no image, not all of it is there, or it is more
   *     than a decoder may be given
   */
  static ImageHeader of(byte[] encoded) throws IOException {
    if (encoded.length == 0) {
      throw new IOException("it is empty");
    }
    try {
      return read(ByteBuffer.wrap(encoded)).checked();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("it is truncated", e);
    }
  }

  private static ImageHeader read(ByteBuffer data) throws IOException {
    if (starts(data, 0, "\u00ff\u00d8\u00ff")) {
      return Jpeg.header(data);
    } else if (starts(data, 0, Png.SIGNATURE)) {
      return Png.header(data);
    } else if (starts(data, 0, "BM")) {
      return bmp(data.order(ByteOrder.LITTLE_ENDIAN));
    } else if (starts(data, 0, "II*\0") || starts(data, 0, "MM\0*")) {
      return Tiff.header(data);
    } else if (starts(data, 0, "RIFF") && starts(data, 8, "WEBP")) {
      return webp(data.order(ByteOrder.LITTLE_ENDIAN));
    } else if (starts(data, 0, "GIF8")) {
      return Gif.header(data);
    }
    throw new IOException("it is no image: expected JPEG, PNG, BMP, TIFF, WebP or GIF");
  }

  ImageHeader turned(int exif) {
    return new ImageHeader(format, width, height, exif, plain);
  }

  /** Plain if the pixels are, and nothing is to be turned. */
  ImageHeader plainIf(boolean pixels) {
    return new ImageHeader(format, width, height, orientation, pixels && orientation == 1);
  }

  long pixels() {
    return Math.multiplyHigh(width, height) == 0 ? width * height : Long.MAX_VALUE;
  }

  boolean isModest() {
    return pixels() <= MOST_PIXELS;
  }

  /**
   * Refuses a few bytes that promise a large picture, which a decoder would allocate.
   *
   * @param most pixels that a byte can stand for in this format
   */
  void requireContent(int bytes, long most) throws IOException {
    if (isModest() && pixels() / most > bytes) {
      throw new IOException(
          "%d bytes are too few for %d x %d pixels".formatted(bytes, width, height));
    }
  }

  private ImageHeader checked() throws IOException {
    if (width < 1 || height < 1) {
      throw new IOException("its header states no size");
    }
    if (!isModest()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%d x %d pixels; at most 100 megapixels are read, so reduce it first",
              width,
              height));
    }
    return this;
  }

  /** True where these bytes stand, given in Latin 1. */
  static boolean starts(ByteBuffer data, int position, String latin1) {
    byte[] expected = latin1.getBytes(StandardCharsets.ISO_8859_1);
    return data.limit() >= position + expected.length
        && data.slice(position, expected.length).equals(ByteBuffer.wrap(expected));
  }

  private static ImageHeader bmp(ByteBuffer data) throws IOException {
    if (Integer.toUnsignedLong(data.getInt(2)) > data.limit()) { // 0 in some writers' files
      throw new IOException("it is truncated");
    }
    boolean os2 = data.getInt(14) == 12;
    long width = os2 ? Short.toUnsignedLong(data.getShort(18)) : data.getInt(18);
    long height = os2 ? Short.toUnsignedLong(data.getShort(20)) : Math.abs((long) data.getInt(22));
    int compression = os2 ? 0 : data.getInt(30);
    boolean runLengths = compression == 1 || compression == 2;
    ImageHeader header = of(Format.BMP, width, height);
    header.requireContent(
        data.limit(), runLengths ? MOST_PIXELS_OF_AN_RLE_BYTE : MOST_PIXELS_OF_A_BMP_BYTE);
    return header;
  }

  /** RFC 9649, section 2: the first chunk is VP8X, VP8L or VP8. */
  private static ImageHeader webp(ByteBuffer data) throws IOException {
    if (Integer.toUnsignedLong(data.getInt(4)) + 8 > data.limit()) {
      throw new IOException("it is truncated");
    }
    if (starts(data, 12, "VP8X")) {
      long width = (data.getInt(24) & 0xffffff) + 1L;
      return of(Format.WEBP, width, (data.getInt(26) >>> 8) + 1L).turned(webpOrientation(data));
    } else if (starts(data, 12, "VP8L")) {
      int bits = data.getInt(21);
      return of(Format.WEBP, (bits & 0x3fff) + 1L, (bits >>> 14 & 0x3fff) + 1L);
    }
    return of(Format.WEBP, data.getShort(26) & 0x3fff, data.getShort(28) & 0x3fff);
  }

  /** Of the EXIF chunk, wherever it stands among the chunks. */
  private static int webpOrientation(ByteBuffer data) {
    long position = 12;
    while (position + 8 <= data.limit()) {
      int chunk = (int) position;
      long length = Integer.toUnsignedLong(data.getInt(chunk + 4));
      if (starts(data, chunk, "EXIF")) {
        return Tiff.orientation(data.slice(chunk + 8, Math.toIntExact(length)));
      }
      position += 8 + length + (length & 1); // chunks are padded to even lengths
    }
    return 1;
  }
}
