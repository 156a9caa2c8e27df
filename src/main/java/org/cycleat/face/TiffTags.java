package org.cycleat.face;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * The numbers in the first directory of a TIFF structure, which is also that of EXIF data (TIFF
 * 6.0, section 2).
 */
final class TiffTags {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int ORIENTATION = 274;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ENTRY_BYTES = 12;

  private final ByteBuffer tiff;

  /**
   * @param tiff the structure from its byte order mark on
   */
  TiffTags(ByteBuffer tiff) {
    this.tiff = tiff.slice();
    this.tiff.order(
        tiff.get(tiff.position()) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /** The value of a tag; empty when it is not there, or not a number. */
  OptionalLong find(int tag) {
    try {
      int directory = tiff.getInt(4);
      int entries = Short.toUnsignedInt(tiff.getShort(directory));
      for (int i = 0; i < entries; i++) {
        int entry = directory + 2 + i * ENTRY_BYTES;
        if (Short.toUnsignedInt(tiff.getShort(entry)) == tag) {
          return switch (tiff.getShort(entry + 2)) {
            case SHORT -> OptionalLong.of(Short.toUnsignedLong(tiff.getShort(entry + 8)));
            case LONG -> OptionalLong.of(Integer.toUnsignedLong(tiff.getInt(entry + 8)));
            default -> OptionalLong.empty();
          };
        }
      }
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      return OptionalLong.empty(); // offsets that lead out of the data: as good as absent
    }
    return OptionalLong.empty();
  }

  /** The EXIF orientation, 1 to 8; 1 (upright) when there is none. */
  int orientation() {
    long value = find(ORIENTATION).orElse(1);
    return value >= 1 && value <= 8 ? (int) value : 1;
  }
}
