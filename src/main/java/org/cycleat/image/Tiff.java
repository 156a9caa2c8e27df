package org.cycleat.image;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * The numbers in the first directory of a TIFF structure, which is also that of EXIF data (TIFF
 * 6.0, section 2).
 */
final class Tiff {
  /** What there is of alpha, as OpenCV's decoder gives it. */
  enum Alpha {
    NONE,
    STRAIGHT,
    /** Colours are multiplied by it. */
    MULTIPLIED
  }

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int PHOTOMETRIC = 262;
  private static final int ORIENTATION = 274;
  private static final int SAMPLES = 277;
  private static final int PLANES = 284;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int EXTRA = 338;

  /** The last of white as zero, black as zero, RGB, palette, mask, CMYK and YCbCr. */
  private static final int LAST_OF_USUAL_COLOURS = 6;

  private static final int APART = 2;
  private static final int ASSOCIATED = 1;
  private static final int UNASSOCIATED = 2;

  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ENTRY_BYTES = 12;

  /** A decoder holds a tile in memory, however small the image. */
  private static final long MOST_TILE_PIXELS = 1 << 24;

  private final ByteBuffer tiff;

  /**
   * @param tiff the structure from its byte order mark on
   */
  private Tiff(ByteBuffer tiff) {
    this.tiff = tiff.slice();
    this.tiff.order(
        tiff.get(tiff.position()) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /** Of a whole file. OpenCV turns a TIFF upright itself. */
  static ImageHeader header(ByteBuffer file) throws IOException {
    Tiff tags = new Tiff(file);
    long tileWidth = tags.find(TILE_WIDTH).orElse(0);
    long tileHeight = tags.find(TILE_HEIGHT).orElse(0);
    if (tileWidth > MOST_TILE_PIXELS || tileWidth * tileHeight > MOST_TILE_PIXELS) {
      throw new IOException("its tiles are too large, " + tileWidth + " x " + tileHeight);
    }
    if (tags.find(PHOTOMETRIC).orElse(0) > LAST_OF_USUAL_COLOURS) {
      // libtiff would give other colours, and pixels of nothing where the file is cut
      throw new IOException("its colours are Lab, or a camera's own; convert it to PNG first");
    }
    return ImageHeader.of(
        ImageHeader.Format.TIFF, tags.find(WIDTH).orElse(0), tags.find(HEIGHT).orElse(0));
  }

  /**
   * The orientation in EXIF data.
   *
   * @param exif from its byte order mark on; some programs put "Exif" before it
   * @return upright where there is none
   */
  static Orientation orientation(ByteBuffer exif) {
    int start = ImageHeader.starts(exif, 0, "Exif\0\0") ? 6 : 0;
    if (exif.limit() <= start) {
      return Orientation.UPRIGHT;
    }
    return Orientation.ofExif(new Tiff(exif.position(start)).find(ORIENTATION).orElse(1));
  }

  /**
   * What a file says of its alpha.
   *
   * @throws IOException when it has alpha in a way that OpenCV does not know
   */
  static Alpha alpha(ByteBuffer file) throws IOException {
    Tiff tags = new Tiff(file);
    long extra = tags.find(EXTRA).orElse(0);
    if (extra != ASSOCIATED && extra != UNASSOCIATED) {
      return Alpha.NONE;
    }
    boolean isDeep = tags.find(BITS).orElse(1) > 8;
    boolean isColour = tags.find(SAMPLES).orElse(1) > 2;
    if (!isColour || (isDeep && tags.find(PLANES).orElse(1) == APART)) {
      throw new IOException(
          "it has alpha beside grey, or planes of 16 bits with alpha; convert it to PNG first");
    }
    // libtiff multiplies 8 bits itself
    return isDeep && extra == UNASSOCIATED ? Alpha.STRAIGHT : Alpha.MULTIPLIED;
  }

  /** The first value of a tag; empty when it is not there, or not a number. */
  private OptionalLong find(int tag) {
    try {
      int directory = tiff.getInt(4);
      int entries = Short.toUnsignedInt(tiff.getShort(directory));
      for (int i = 0; i < entries; i++) {
        int entry = directory + 2 + i * ENTRY_BYTES;
        if (Short.toUnsignedInt(tiff.getShort(entry)) == tag) {
          boolean isShort = tiff.getShort(entry + 2) == SHORT;
          boolean isInPlace = tiff.getInt(entry + 4) <= (isShort ? 2 : 1);
          int value = isInPlace ? entry + 8 : tiff.getInt(entry + 8);
          return switch (tiff.getShort(entry + 2)) {
            case SHORT -> OptionalLong.of(Short.toUnsignedLong(tiff.getShort(value)));
            case LONG -> OptionalLong.of(Integer.toUnsignedLong(tiff.getInt(value)));
            default -> OptionalLong.empty();
          };
        }
      }
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      return OptionalLong.empty(); // offsets that lead out of the data: as good as absent
    }
    return OptionalLong.empty();
  }
}
