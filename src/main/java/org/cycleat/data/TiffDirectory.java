package org.cycleat.data;

/**
 * The first directory of a TIFF file, which is also how EXIF keeps its tags (TIFF 6.0, section 2).
 *
 * @param width 0 where there is none
 * @param height 0 where there is none
 * @param orientation 1 to 8; 1 where there is none
 */
record TiffDirectory(int width, int height, int orientation) {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int ORIENTATION = 274;
  private static final int SHORT = 3;

  /**
   * @param start where the TIFF header begins: offsets count from there
   * @param end past its last byte
   */
  static TiffDirectory first(Bytes in, int start, int end) {
    boolean little = in.startsWith(start, 'I', 'I');
    int width = 0;
    int height = 0;
    int orientation = 1;
    long directory = start + Integer.toUnsignedLong(i32(in, start + 4, little));
    if (directory + 2 > end) {
      return new TiffDirectory(width, height, orientation);
    }
    int entries = u16(in, (int) directory, little);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (entry + 12 > end) {
        break;
      }
      int at = (int) entry;
      int value =
          u16(in, at + 2, little) == SHORT ? u16(in, at + 8, little) : i32(in, at + 8, little);
      switch (u16(in, at, little)) {
        case WIDTH -> width = value;
        case HEIGHT -> height = value;
        case ORIENTATION -> orientation = value >= 1 && value <= 8 ? value : 1;
        default -> {}
      }
    }
    return new TiffDirectory(width, height, orientation);
  }

  private static int u16(Bytes in, int at, boolean little) {
    return little ? in.u16Little(at) : in.u16Big(at);
  }

  private static int i32(Bytes in, int at, boolean little) {
    return little ? in.i32Little(at) : in.i32Big(at);
  }
}
