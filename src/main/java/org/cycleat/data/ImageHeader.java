package org.cycleat.data;

/**
 * What an image file says of itself, read from its structure without decoding.
 *
 * @param format by its first bytes, not by its name
 * @param width pixels, as stored
 * @param height pixels, as stored
 * @param plain whether tf.data decodes it as it is: 8 bits, grey or RGB, baseline or progressive
 * @param orientation EXIF's, 1 to 8, where decoding leaves the turning to do; 1 is upright
 */
record ImageHeader(Format format, int width, int height, boolean plain, int orientation) {
  enum Format {
    JPEG,
    PNG,
    BMP,
    GIF,
    TIFF,
    WEBP
  }

  long pixels() {
    return (long) width * height;
  }

  /**
   * Reads a whole file's structure.
   *
   * @throws UnusableImageException if it is no image, or ends early
   */
  static ImageHeader read(byte[] bytes) throws UnusableImageException {
    Bytes in = new Bytes(bytes);
    if (bytes.length == 0) {
      throw new UnusableImageException("empty file");
    }
    try {
      if (in.startsWith(0, 0xFF, 0xD8, 0xFF)) {
        return JpegStructure.read(in);
      }
      if (in.startsWith(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
        return PngStructure.read(in);
      }
      return other(in);
    } catch (IndexOutOfBoundsException e) {
      throw new UnusableImageException("truncated: ends inside its structure", e);
    }
  }

  private static ImageHeader other(Bytes in) throws UnusableImageException {
    if (in.startsWith(0, 'B', 'M')) {
      return bmp(in);
    }
    if (in.startsWith(0, 'G', 'I', 'F', '8')) {
      return new ImageHeader(Format.GIF, in.u16Little(6), in.u16Little(8), false, 1);
    }
    if (in.startsWith(0, 'R', 'I', 'F', 'F') && in.startsWith(8, 'W', 'E', 'B', 'P')) {
      return webp(in);
    }
    if (in.startsWith(0, 'I', 'I', 42, 0) || in.startsWith(0, 'M', 'M', 0, 42)) {
      TiffDirectory directory = TiffDirectory.first(in, 0, in.length());
      // OpenCV turns a TIFF itself when it decodes
      return new ImageHeader(Format.TIFF, directory.width(), directory.height(), false, 1);
    }
    throw new UnusableImageException(
        "not an image: its bytes are no JPEG, PNG, BMP, GIF, TIFF or WebP");
  }

  private static ImageHeader bmp(Bytes in) throws UnusableImageException {
    if (Integer.toUnsignedLong(in.i32Little(2)) > in.length()) {
      throw new UnusableImageException("truncated: a BMP shorter than its header says");
    }
    boolean core = in.i32Little(14) == 12; // OS/2: sides of 16 bits
    int width = core ? in.u16Little(18) : in.i32Little(18);
    // rows from the top have a negative height
    int height = core ? in.u16Little(20) : Math.abs(in.i32Little(22));
    return new ImageHeader(Format.BMP, width, height, false, 1);
  }

  /** https://developers.google.com/speed/webp/docs/riff_container */
  private static ImageHeader webp(Bytes in) throws UnusableImageException {
    if (Integer.toUnsignedLong(in.i32Little(4)) + 8 > in.length()) {
      throw new UnusableImageException("truncated: a WebP shorter than its header says");
    }
    if (in.startsWith(12, 'V', 'P', '8', 'X')) {
      return new ImageHeader(
          Format.WEBP, in.u24Little(24) + 1, in.u24Little(27) + 1, false, webpOrientation(in));
    }
    if (in.startsWith(12, 'V', 'P', '8', 'L')) {
      int sides = in.i32Little(21);
      int height = ((sides >>> 14) & 0x3FFF) + 1;
      return new ImageHeader(Format.WEBP, (sides & 0x3FFF) + 1, height, false, 1);
    }
    int width = in.u16Little(26) & 0x3FFF;
    return new ImageHeader(Format.WEBP, width, in.u16Little(28) & 0x3FFF, false, 1);
  }

  /** The orientation in the EXIF chunk, wherever it stands among the chunks. */
  private static int webpOrientation(Bytes in) {
    long at = 12;
    while (at + 8 <= in.length()) {
      int chunk = (int) at;
      long size = Integer.toUnsignedLong(in.i32Little(chunk + 4));
      long end = Math.min(at + 8 + size, in.length());
      if (in.startsWith(chunk, 'E', 'X', 'I', 'F')) {
        boolean prefixed = in.startsWith(chunk + 8, 'E', 'x', 'i', 'f', 0, 0);
        return TiffDirectory.first(in, chunk + (prefixed ? 14 : 8), (int) end).orientation();
      }
      at += 8 + size + (size & 1); // chunks are padded to even lengths
    }
    return 1;
  }
}
