package org.cycleat.face;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * What an encoded image says of itself before it is decoded: decoders allocate what the header
 * demands, and fill the rest of a truncated file with grey.
 *
 * @param width in pixels, as stored
 * @param height in pixels, as stored
 * @param orientation EXIF orientation that is still to be applied after decoding, 1 to 8
 */
record ImageHeader(Format format, long width, long height, int orientation) {

  enum Format {
    JPEG,
    PNG,
    BMP,
    TIFF,
    WEBP
  }

  /** More is not read: as BGR it would take 300 MB. */
  static final long MOST_PIXELS = 100_000_000;

  private static final int PNG_SIGNATURE_BYTES = 8;

  /** Of bilevel pixels, deflated at its best, 1032 to 1. */
  private static final long MOST_PIXELS_OF_A_PNG_BYTE = 8 * 1032;

  /** Twice what a progressive file of one colour with the coarsest chroma needs. */
  private static final long MOST_PIXELS_OF_A_JPEG_BYTE = 1024;

  private static final long MOST_PIXELS_OF_A_BMP_BYTE = 8;

  /** Four bytes can skip 255 x 255 pixels. */
  private static final long MOST_PIXELS_OF_AN_RLE_BYTE = 1 << 14;

  /** Each scan of a progressive file goes over all pixels again; there are about ten. */
  private static final long MOST_SCANNED_PIXELS = 20 * MOST_PIXELS;

  /** A decoder holds a tile in memory, however small the image. */
  private static final long MOST_TILE_PIXELS = 1 << 24;

  long pixels() {
    return Math.multiplyHigh(width, height) == 0 ? width * height : Long.MAX_VALUE;
  }

  /**
   * Reads the header, and walks JPEG, PNG and WebP to their end.
   *
   * @throws IOException with the reason, when it is no image, or not all of it is there
   */
  static ImageHeader of(byte[] encoded) throws IOException {
    ByteBuffer data = ByteBuffer.wrap(encoded);
    try {
      if (starts(data, 0, "\u00ff\u00d8\u00ff")) {
        return jpeg(data);
      } else if (starts(data, 0, "\u0089PNG\r\n\u001a\n")) {
        return png(data);
      } else if (starts(data, 0, "BM")) {
        return bmp(data.order(ByteOrder.LITTLE_ENDIAN));
      } else if (starts(data, 0, "II*\0") || starts(data, 0, "MM\0*")) {
        return tiff(new TiffTags(data));
      } else if (starts(data, 0, "RIFF") && starts(data, 8, "WEBP")) {
        return webp(data.order(ByteOrder.LITTLE_ENDIAN));
      }
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("it is truncated", e);
    }
    throw new IOException("it is no image: expected JPEG, PNG, BMP, TIFF or WebP");
  }

  /**
   * Refuses a few bytes that promise a large picture, which a decoder would allocate.
   *
   * @param most pixels that a byte can stand for in this format
   */
  private ImageHeader requireContent(ByteBuffer data, long most) throws IOException {
    if (pixels() <= MOST_PIXELS && pixels() / most > data.limit()) {
      throw new IOException(
          "%d bytes are too few for %d x %d pixels".formatted(data.limit(), width, height));
    }
    return this;
  }

  private static boolean starts(ByteBuffer data, int position, String latin1) {
    byte[] expected = latin1.getBytes(StandardCharsets.ISO_8859_1);
    return data.limit() >= position + expected.length
        && data.slice(position, expected.length).equals(ByteBuffer.wrap(expected));
  }

  /** ITU-T T.81, annex B. OpenCV applies a JPEG's orientation itself. */
  private static ImageHeader jpeg(ByteBuffer data) throws IOException {
    ImageHeader header = new ImageHeader(Format.JPEG, 0, 0, 1);
    int scans = 0;
    int position = 2;
    while (true) {
      position = nextMarker(data, position);
      int marker = Byte.toUnsignedInt(data.get(position++));
      if (marker == 0xd9) { // end of image
        header.requireContent(data, MOST_PIXELS_OF_A_JPEG_BYTE);
        if (header.pixels() <= MOST_PIXELS && scans * header.pixels() > MOST_SCANNED_PIXELS) {
          throw new IOException("it has " + scans + " scans, far more than it needs");
        }
        return header;
      }
      if (marker == 0x01 || marker == 0xd8) { // stand alone
        continue;
      }
      boolean frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) { // the largest: a decoder takes the first
        long width = Short.toUnsignedLong(data.getShort(position + 5));
        long height = Short.toUnsignedLong(data.getShort(position + 3));
        if (width * height > header.pixels()) {
          header = new ImageHeader(Format.JPEG, width, height, 1);
        }
      }
      scans += marker == 0xda ? 1 : 0;
      position += Short.toUnsignedInt(data.getShort(position));
    }
  }

  /** The position behind the next 0xff that introduces a marker, past any compressed data. */
  private static int nextMarker(ByteBuffer data, int start) {
    for (int position = start; ; position++) {
      if (data.get(position) == (byte) 0xff) {
        int code = Byte.toUnsignedInt(data.get(position + 1));
        boolean stuffed = code == 0x00 || code == 0xff || (code >= 0xd0 && code <= 0xd7);
        if (!stuffed) {
          return position + 1;
        }
      }
    }
  }

  /** PNG specification, section 5: chunks of length, type, data and checksum. */
  private static ImageHeader png(ByteBuffer data) throws IOException {
    if (!starts(data, PNG_SIGNATURE_BYTES + 4, "IHDR")) {
      throw new IOException("it does not start with a header");
    }
    long width = Integer.toUnsignedLong(data.getInt(16));
    long height = Integer.toUnsignedLong(data.getInt(20));
    int orientation = 1;
    boolean isDamaged = false; // libpng would say so on standard error, past the user's line
    long position = PNG_SIGNATURE_BYTES;
    while (true) {
      int chunk = Math.toIntExact(position);
      long length = Integer.toUnsignedLong(data.getInt(chunk));
      if (position + length + 12 > data.limit()) {
        throw new IOException("it is truncated");
      }
      if (starts(data, chunk + 4, "IEND")) {
        ImageHeader header =
            new ImageHeader(Format.PNG, width, height, orientation)
                .requireContent(data, MOST_PIXELS_OF_A_PNG_BYTE);
        if (isDamaged && header.pixels() > 0 && header.pixels() <= MOST_PIXELS) {
          throw new IOException("it is damaged: its checksum does not match");
        }
        return header;
      }
      boolean isCritical = Character.isUpperCase(data.get(chunk + 4));
      isDamaged |= isCritical && !hasSum(data, chunk, (int) length);
      if (starts(data, chunk + 4, "eXIf") && length > 0) {
        orientation = new TiffTags(data.slice(chunk + 8, (int) length)).orientation();
      }
      position += length + 12;
    }
  }

  private static boolean hasSum(ByteBuffer data, int chunk, int length) {
    CRC32 sum = new CRC32();
    sum.update(data.slice(chunk + 4, length + 4));
    return (int) sum.getValue() == data.getInt(chunk + 8 + length);
  }

  private static ImageHeader tiff(TiffTags tags) throws IOException {
    long tileWidth = tags.find(TiffTags.TILE_WIDTH).orElse(0);
    long tileHeight = tags.find(TiffTags.TILE_HEIGHT).orElse(0);
    if (tileWidth > MOST_TILE_PIXELS || tileWidth * tileHeight > MOST_TILE_PIXELS) {
      throw new IOException("its tiles are too large, " + tileWidth + " x " + tileHeight);
    }
    long width = tags.find(TiffTags.WIDTH).orElse(0);
    long height = tags.find(TiffTags.HEIGHT).orElse(0);
    return new ImageHeader(Format.TIFF, width, height, 1);
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
    return new ImageHeader(Format.BMP, width, height, 1)
        .requireContent(data, runLengths ? MOST_PIXELS_OF_AN_RLE_BYTE : MOST_PIXELS_OF_A_BMP_BYTE);
  }

  /** RFC 9649, section 2: the first chunk is VP8X, VP8L or VP8. */
  private static ImageHeader webp(ByteBuffer data) throws IOException {
    if (Integer.toUnsignedLong(data.getInt(4)) + 8 > data.limit()) {
      throw new IOException("it is truncated");
    }
    if (starts(data, 12, "VP8X")) {
      return new ImageHeader(
          Format.WEBP, (data.getInt(24) & 0xffffff) + 1L, (data.getInt(26) >>> 8) + 1L, 1);
    } else if (starts(data, 12, "VP8L")) {
      int bits = data.getInt(21);
      return new ImageHeader(Format.WEBP, (bits & 0x3fff) + 1L, (bits >>> 14 & 0x3fff) + 1L, 1);
    }
    return new ImageHeader(Format.WEBP, data.getShort(26) & 0x3fff, data.getShort(28) & 0x3fff, 1);
  }
}
