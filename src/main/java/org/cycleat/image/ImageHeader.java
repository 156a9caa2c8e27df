package org.cycleat.image;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an encoded image says of itself before it is decoded: decoders allocate what the header
 * demands, and fill the rest of a truncated file with grey.
 *
 * @param format by its first bytes
 * @param width in pixels, as stored
 * @param height in pixels, as stored
 * @param orientation how decoded pixels become upright
 * @param plain as {@link ImageFile#isPlain}
 */
record ImageHeader(Format format, long width, long height, Orientation orientation, boolean plain) {

  /** By the first bytes, in Latin 1. */
  enum Format {
    JPEG("\u00ff\u00d8\u00ff"),
    PNG("\u0089PNG\r\n\u001a\n"),
    /** "BM" alone may begin a text: the reserved bytes behind the size are 0. */
    BMP("BM.{4}\0{4}"),
    TIFF("II[*]\0|MM\0[*]"),
    WEBP("RIFF.{4}WEBP"),
    GIF("GIF8"),
    /** ISO/IEC 23008-12 and AVIF: the major brand decides; videos are made up in the same way. */
    HEIF(".{4}ftyp(avi[fs]|hei[cxms]|hev[cx]|m[is]f1)");

    private static final int LOOKED_AT = 16;
    private final Pattern start;

    Format(String start) {
      this.start = Pattern.compile(start, Pattern.DOTALL);
    }

    /** That of a file which starts so, if it is an image. */
    static Optional<Format> of(byte[] file) {
      int length = Math.min(file.length, LOOKED_AT);
      String head = new String(file, 0, length, StandardCharsets.ISO_8859_1);
      return Stream.of(values()).filter(format -> format.start.matcher(head).lookingAt()).findAny();
    }
  }

  /** More is not read: as BGR it would take 300 MB. */
  static final long MOST_PIXELS = 100_000_000;

  private static final long MOST_PIXELS_OF_A_BMP_BYTE = 8;

  /** Four bytes can skip 255 x 255 pixels. */
  private static final long MOST_PIXELS_OF_AN_RLE_BYTE = 1 << 14;

  /** Upright and not plain. */
  static ImageHeader of(Format format, long width, long height) {
    return new ImageHeader(format, width, height, Orientation.UPRIGHT, false);
  }

  /**
   * Reads the header, and walks JPEG and PNG to their end.
   *
   * @throws IOException with the reason, when it is no image, not all of it is there, or it is more
   *     than a decoder may be given
   */
  static ImageHeader of(byte[] encoded) throws IOException {
    if (encoded.length == 0) {
      throw new IOException("it is empty");
    }
    try {
      return read(encoded).checked();
    } catch (IndexOutOfBoundsException | BufferUnderflowException | ArithmeticException e) {
      throw new IOException("it is truncated", e);
    }
  }

  private static ImageHeader read(byte[] encoded) throws IOException {
    ByteBuffer data = ByteBuffer.wrap(encoded);
    Format format =
        Format.of(encoded)
            .orElseThrow(
                () ->
                    new IOException(
                        "it is no image: expected JPEG, PNG, BMP, TIFF, WebP, GIF, HEIC or AVIF"));
    return switch (format) {
      case JPEG -> Jpeg.read(data).header();
      case PNG -> Png.header(data);
      case BMP -> bmp(data.order(ByteOrder.LITTLE_ENDIAN));
      case TIFF -> Tiff.header(data);
      case WEBP -> WebP.header(data);
      case GIF -> Gif.header(data);
      case HEIF -> Heif.header(data);
    };
  }

  ImageHeader turned(Orientation upright) {
    return new ImageHeader(format, width, height, upright, plain);
  }

  /** Plain if the pixels are, and nothing is to be turned. */
  ImageHeader plainIf(boolean pixels) {
    return new ImageHeader(
        format, width, height, orientation, pixels && orientation.equals(Orientation.UPRIGHT));
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

  /** How many bits a pixel of a BMP has; with 32 there may be alpha. */
  static int bitsOfBmp(byte[] encoded) {
    ByteBuffer data = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    return data.getShort(data.getInt(14) == 12 ? 24 : 28);
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
}
