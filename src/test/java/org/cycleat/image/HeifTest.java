package org.cycleat.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of four fields: red, green, and below them blue, black. */
class HeifTest {
  private static Mat read(String name) {
    return ImageFile.decode(SmallImages.resource(name), name);
  }

  /** R, G, B, black K, white W, yellow Y, at the corners: top left, top right, bottom left ... */
  private static String corners(Mat bgr) {
    int right = bgr.cols() - 3;
    int bottom = bgr.rows() - 3;
    return colour(bgr, 2, 2)
        + colour(bgr, 2, right)
        + colour(bgr, bottom, 2)
        + colour(bgr, bottom, right);
  }

  private static String colour(Mat bgr, int y, int x) {
    int[] pixel = new int[3];
    try (UByteIndexer pixels = bgr.createIndexer()) {
      pixels.get(y, x, pixel);
    }
    int[][] colours = {
      {0, 0, 255}, {0, 255, 0}, {255, 0, 0}, {0, 0, 0}, {255, 255, 255}, {0, 255, 255}
    };
    for (int i = 0; i < colours.length; i++) {
      int[] colour = colours[i];
      if (Math.abs(pixel[0] - colour[0]) < 9
          && Math.abs(pixel[1] - colour[1]) < 9
          && Math.abs(pixel[2] - colour[2]) < 9) {
        return "RGBKWY".substring(i, i + 1);
      }
    }
    return Arrays.toString(pixel);
  }

  @ParameterizedTest
  @CsvSource({
    "upright.avif, 48, 32, RGBK",
    "mirrored.avif, 48, 32, GRKB",
    "transposed.avif, 32, 48, RBGK",
    "turned.avif, 32, 48, BRKG",
    "animated.avif, 48, 32, RGBK",
    "animated.webp, 48, 32, RGBK",
    "cropped.heic, 47, 33, RGBK",
    "grid.heic, 150, 100, RBKY",
    "grid-turned.heic, 100, 150, BYRK"
  })
  void picturesAreUpright(String name, int width, int height, String corners) {
    try (Mat bgr = read(name)) {
      assertEquals(width, bgr.cols());
      assertEquals(height, bgr.rows());
      assertEquals(corners, corners(bgr));
    }
  }

  /** Tiles of 64: red, green, blue, and below them black, white, yellow. */
  @Test
  void tilesMeetWhereTheyShould() {
    try (Mat bgr = read("grid.heic")) {
      String found = "";
      for (int y : new int[] {63, 64}) {
        for (int x : new int[] {63, 64, 127, 128}) {
          found += colour(bgr, y, x);
        }
      }
      assertEquals("RGGBKWWY", found);
    }
  }

  /** The left quarter is transparent. */
  @ParameterizedTest
  @ValueSource(strings = {"transparent.avif", "transparent.heic"})
  void whatIsTransparentIsWhite(String name) {
    try (Mat bgr = read(name)) {
      assertEquals("WGWK", corners(bgr));
      assertEquals("R", colour(bgr, 10, 16));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"upright.avif", "transparent.heic", "grid.heic", "animated.webp"})
  void everyTruncationIsRefused(String name) {
    byte[] whole = SmallImages.resource(name);
    int mostPerCent = name.equals("animated.webp") ? 55 : 100; // the first of two pictures
    for (int length = 12; length < whole.length * mostPerCent / 100; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      UnreadableImageException e =
          assertThrows(
              UnreadableImageException.class,
              () -> ImageFile.decode(cut, "cut"),
              cut.length + " of " + whole.length);
      assertEquals(1, e.getMessage().lines().count());
    }
  }

  private static byte[] with(String name, String box, int offset, int number) {
    byte[] file = SmallImages.resource(name);
    int at = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf(box);
    assertTrue(at > 0, box);
    ByteBuffer.wrap(file).putInt(at + 4 + offset, number);
    return file;
  }

  private static void assertRefused(String reason, byte[] file) {
    UnreadableImageException e =
        assertThrows(UnreadableImageException.class, () -> ImageFile.decode(file, "x"));
    assertTrue(e.reason().contains(reason), e.reason());
  }

  @Test
  void whatWouldTakeMuchMemoryIsRefused() {
    assertRefused("at most 100 megapixels", with("upright.avif", "ispe", 4, 3_200_000));
    assertRefused("no size", with("upright.avif", "ispe", 4, 0));
    assertRefused("damaged", with("upright.avif", "ispe", 4, 64));
    assertRefused("tiles do not cover", with("grid.heic", "ispe", 4, 300));
    assertRefused("kind", with("grid.heic", "grid", -4, 0x69646532));
  }

  /** AV1 may bring other sizes within a picture: each is looked at. */
  @Test
  void aPictureLargerThanItsHeaderIsRefused() throws IOException {
    // profile 0, still, reduced, level 0, sides of 6 bits: 64 x 64
    byte[] small = {0x0a, 4, 0x18, 0x15, 0x7f, -1};
    // sides of 16 bits: 65,536 x 65,536
    byte[] large = {0x0a, 7, 0x18, 0x3f, -1, -1, -1, -1, -1};
    Av1.requireSize(small, 64 * 64);
    assertThrows(IOException.class, () -> Av1.requireSize(small, 64 * 64 - 1));
    byte[] both = ByteBuffer.allocate(15).put(small).put(large).array();
    assertThrows(IOException.class, () -> Av1.requireSize(both, ImageHeader.MOST_PIXELS));
    byte[] cut = Arrays.copyOf(both, 12);
    assertThrows(IOException.class, () -> Av1.requireSize(cut, Long.MAX_VALUE));
  }
}
