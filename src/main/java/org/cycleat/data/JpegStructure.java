package org.cycleat.data;

/**
 * Walks the segments of a JPEG file to its end marker (ITU-T T.81, annex B). Decoders fill what a
 * truncated file lacks with grey and only warn, so the end is looked for here.
 */
final class JpegStructure {
  private static final int SOF0 = 0xC0;
  private static final int SOF2 = 0xC2;
  private static final int SOF15 = 0xCF;
  private static final int DHT = 0xC4;
  private static final int JPG = 0xC8;
  private static final int DAC = 0xCC;
  private static final int EOI = 0xD9;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;

  private final Bytes in;
  private int frame;
  private int width;
  private int height;
  private int components;
  private int bits;
  private boolean adobe;
  private int orientation = 1;

  private JpegStructure(Bytes in) {
    this.in = in;
  }

  static ImageHeader read(Bytes in) throws UnusableImageException {
    JpegStructure jpeg = new JpegStructure(in);
    jpeg.walk();
    return jpeg.header();
  }

  private void walk() throws UnusableImageException {
    int at = 2;
    while (true) {
      at = marker(at);
      int code = in.u8(at + 1);
      at += 2;
      if (code == EOI) {
        return;
      }
      if (hasNoLength(code)) {
        continue;
      }
      segment(code, at);
      at += in.u16Big(at);
    }
  }

  /** The next marker: 0xFF and a code that is neither stuffing, nor fill, nor a restart. */
  private int marker(int from) throws UnusableImageException {
    byte[] bytes = in.array();
    for (int at = from; at + 1 < bytes.length; at++) {
      if (bytes[at] == (byte) 0xFF) {
        int code = in.u8(at + 1);
        boolean restart = code >= 0xD0 && code <= 0xD7;
        if (code != 0 && code != 0xFF && !restart) {
          return at;
        }
      }
    }
    throw new UnusableImageException("truncated: a JPEG without its end marker");
  }

  private static boolean hasNoLength(int code) {
    return code == 0x01 || code == 0xD8;
  }

  private void segment(int code, int at) {
    boolean startOfFrame =
        code >= SOF0 && code <= SOF15 && code != DHT && code != JPG && code != DAC;
    if (startOfFrame) {
      frame = code;
      bits = in.u8(at + 2);
      height = in.u16Big(at + 3);
      width = in.u16Big(at + 5);
      components = in.u8(at + 7);
    } else if (code == APP14 && in.startsWith(at + 2, 'A', 'd', 'o', 'b', 'e')) {
      adobe = true;
    } else if (code == APP1 && in.startsWith(at + 2, 'E', 'x', 'i', 'f', 0, 0)) {
      orientation = TiffDirectory.first(in, at + 8, at + in.u16Big(at)).orientation();
    }
  }

  private ImageHeader header() throws UnusableImageException {
    if (frame == 0) {
      throw new UnusableImageException("unreadable: a JPEG without an image");
    }
    if (components == 4 && !adobe) {
      throw new UnusableImageException(
          "unreadable: a CMYK JPEG that does not say whether its inks are inverted");
    }
    // arithmetic coding, lossless and hierarchical frames are left to the converter
    boolean plain =
        frame <= SOF2 && bits == 8 && (components == 1 || components == 3) && orientation == 1;
    return new ImageHeader(ImageHeader.Format.JPEG, width, height, plain, orientation);
  }
}
