package org.cycleat.data;

import java.util.zip.CRC32;

/** Walks the chunks of a PNG file to its end and checks their sums (ISO/IEC 15948, clause 5). */
final class PngStructure {
  private static final int SIGNATURE = 8;
  private static final int GREY = 0;
  private static final int RGB = 2;

  private PngStructure() {}

  static ImageHeader read(Bytes in) throws UnusableImageException {
    if (!in.startsWith(SIGNATURE + 4, 'I', 'H', 'D', 'R')) {
      throw new UnusableImageException("unreadable: a PNG without its header");
    }
    int width = in.i32Big(SIGNATURE + 8);
    int height = in.i32Big(SIGNATURE + 12);
    int bits = in.u8(SIGNATURE + 16);
    int colour = in.u8(SIGNATURE + 17);
    boolean transparent = false;
    int orientation = 1;
    int at = SIGNATURE;
    while (!in.startsWith(at + 4, 'I', 'E', 'N', 'D')) {
      long next = at + 12 + Integer.toUnsignedLong(in.i32Big(at));
      if (next > in.length()) {
        throw new UnusableImageException("truncated: a PNG without its end");
      }
      requireSum(in, at, (int) next - 4);
      if (in.startsWith(at + 4, 't', 'R', 'N', 'S')) {
        transparent = true;
      } else if (in.startsWith(at + 4, 'e', 'X', 'I', 'f')) {
        orientation = TiffDirectory.first(in, at + 8, (int) next - 4).orientation();
      }
      at = (int) next;
    }
    boolean plain =
        bits == 8 && (colour == GREY || colour == RGB) && !transparent && orientation == 1;
    return new ImageHeader(ImageHeader.Format.PNG, width, height, plain, orientation);
  }

  private static void requireSum(Bytes in, int chunk, int sumAt) throws UnusableImageException {
    CRC32 sum = new CRC32();
    sum.update(in.array(), chunk + 4, sumAt - chunk - 4);
    if ((int) sum.getValue() != in.i32Big(sumAt)) {
      throw new UnusableImageException("damaged: a PNG whose checksum does not match");
    }
  }
}
