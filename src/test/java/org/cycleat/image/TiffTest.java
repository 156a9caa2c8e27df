package org.cycleat.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two pixels beside each other, in the ways in which TIFF files hold them. */
class TiffTest {
  private static final int WHITE_IS_0 = 0;
  private static final int BLACK_IS_0 = 1;
  private static final int RGB = 2;
  private static final int NO_EXTRA = -1;
  private static final int UNSPECIFIED = 0;
  private static final int ASSOCIATED = 1;
  private static final int UNASSOCIATED = 2;

  private static final int[] COLOURS = {200, 100, 50, 10, 20, 30};

  /**
   * A file without compression.
   *
   * @param planes 1 for samples beside each other, 2 for a plane of each
   * @param values of 8 bits, in the order of the file
   */
  private static byte[] tiff(int bits, int photometric, int planes, int extra, int... values) {
    int samples = values.length / 2;
    int bytes = values.length * bits / 8;
    int strips = planes == 2 ? samples : 1;
    int entries = extra == NO_EXTRA ? 10 : 11;
    int lists = 8 + bytes + 2 + 12 * entries + 4;
    ByteBuffer file = ByteBuffer.allocate(lists + 2 * samples + 8 * strips);
    file.order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {'I', 'I', 42, 0}).putInt(8 + bytes);
    for (int value : values) {
      if (bits == 8) {
        file.put((byte) value);
      } else {
        file.putShort((short) (value * 257));
      }
    }
    int[] each = new int[samples];
    Arrays.fill(each, bits);
    int[] sizes = new int[strips];
    Arrays.fill(sizes, bytes / strips);
    int[] starts = IntStream.range(0, strips).map(i -> 8 + i * bytes / strips).toArray();
    file.putShort((short) entries);
    entry(file, 256, 3, 2);
    entry(file, 257, 3, 1);
    lists = entry(file, 258, 3, lists, each);
    entry(file, 259, 3, 1);
    entry(file, 262, 3, photometric);
    lists = entry(file, 273, 4, lists, starts);
    entry(file, 277, 3, samples);
    entry(file, 278, 3, 1);
    entry(file, 279, 4, lists, sizes);
    entry(file, 284, 3, planes);
    if (extra != NO_EXTRA) {
      entry(file, 338, 3, extra);
    }
    return file.array();
  }

  private static void entry(ByteBuffer file, int tag, int type, int value) {
    file.putShort((short) tag).putShort((short) type).putInt(1).putInt(value);
  }

  /** An entry of several values, which stand elsewhere where four bytes are too few. */
  private static int entry(ByteBuffer file, int tag, int type, int elsewhere, int... values) {
    int size = type == 3 ? 2 : 4;
    file.putShort((short) tag).putShort((short) type).putInt(values.length);
    boolean isInPlace = values.length * size <= 4;
    int at = isInPlace ? file.position() : elsewhere;
    file.putInt(elsewhere);
    for (int i = 0; i < values.length; i++) {
      if (size == 2) {
        file.putShort(at + 2 * i, (short) values[i]);
      } else {
        file.putInt(at + 4 * i, values[i]);
      }
    }
    return isInPlace ? elsewhere : elsewhere + values.length * size;
  }

  private static void assertRgb(byte[] file, int... expected) {
    try (Mat read = ImageFile.decode(file, "x.tif");
        UByteIndexer pixels = read.createIndexer()) {
      assertEquals(2, read.cols());
      int[] found = new int[6];
      for (int i = 0; i < 6; i++) {
        found[i] = pixels.get(0, i / 3, 2 - i % 3);
      }
      assertArrayEquals(expected, found);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void coloursBesideEachOtherAndInPlanesAreTheSame(int bits) {
    assertRgb(tiff(bits, RGB, 1, NO_EXTRA, COLOURS), COLOURS);
    assertRgb(tiff(bits, RGB, 2, NO_EXTRA, 200, 10, 100, 20, 50, 30), COLOURS);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void greyIsRightWhetherBlackOrWhiteIsZero(int bits) {
    int[] grey = {40, 40, 40, 180, 180, 180};
    assertRgb(tiff(bits, BLACK_IS_0, 1, NO_EXTRA, 40, 180), grey);
    assertRgb(tiff(bits, WHITE_IS_0, 1, NO_EXTRA, 215, 75), grey);
  }

  /** 20 % of a colour over white is 204 + 0.2 times it. */
  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void alphaLiesOverWhiteWhetherColoursAreMultipliedByItOrNot(int bits) {
    int[] overWhite = {244, 224, 214, 255, 255, 255};
    assertRgb(tiff(bits, RGB, 1, UNASSOCIATED, 200, 100, 50, 51, 10, 20, 30, 0), overWhite);
    assertRgb(tiff(bits, RGB, 1, ASSOCIATED, 40, 20, 10, 51, 0, 0, 0, 0), overWhite);
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "8, 2", "16, 1", "16, 2"})
  void whatIsNotSaidToBeAlphaIsNone(int bits, int planes) {
    int[] pixels = {200, 100, 50, 51, 10, 20, 30, 0};
    int[] inPlanes = {200, 10, 100, 20, 50, 30, 51, 0};
    assertRgb(tiff(bits, RGB, planes, UNSPECIFIED, planes == 1 ? pixels : inPlanes), COLOURS);
  }

  @Test
  void alphaThatWouldBeLostIsRefused() {
    byte[] grey = tiff(8, BLACK_IS_0, 1, UNASSOCIATED, 40, 51, 180, 0);
    byte[] planes = tiff(16, RGB, 2, UNASSOCIATED, 200, 10, 100, 20, 50, 30, 51, 0);
    for (byte[] file : new byte[][] {grey, planes}) {
      var e = assertThrows(RuntimeException.class, () -> ImageFile.decode(file, "x.tif"));
      assertTrue(e.getMessage().contains("x.tif: it has alpha"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 32803})
  void otherColoursThanTheUsualAreRefused(int photometric) {
    byte[] file = tiff(8, photometric, 1, NO_EXTRA, COLOURS);
    var e = assertThrows(RuntimeException.class, () -> ImageFile.decode(file, "x.tif"));
    assertTrue(e.getMessage().contains("x.tif: its colours are Lab"), e.getMessage());
  }
}
