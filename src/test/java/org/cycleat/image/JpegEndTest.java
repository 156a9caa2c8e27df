package org.cycleat.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.NORM_INF;
import static org.bytedeco.opencv.global.opencv_core.norm;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegEndTest {
  private static byte[] jpeg(int option) {
    int[] options = option == 0 ? new int[0] : new int[] {option, 1};
    try (Mat picture = SmallImages.picture(CV_8UC3)) {
      return SmallImages.encode(".jpg", picture, options);
    }
  }

  private static void assertSame(byte[] whole, byte[] cut) {
    assertFalse(ImageFile.of(cut, "cut").isPlain());
    try (Mat expected = ImageFile.decode(whole, "whole");
        Mat found = ImageFile.decode(cut, "cut")) {
      assertEquals(0, norm(expected, found, NORM_INF, null));
    }
  }

  private static void assertTruncated(byte[] file, int length) {
    UnreadableImageException e =
        assertThrows(
            UnreadableImageException.class,
            () -> ImageFile.decode(Arrays.copyOf(file, length), "cut"),
            () -> length + " bytes of " + file.length);
    assertEquals("it is truncated", e.reason());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, IMWRITE_JPEG_PROGRESSIVE, IMWRITE_JPEG_RST_INTERVAL})
  void onlyTheEndMarkerMayBeMissing(int option) {
    byte[] whole = jpeg(option);
    assertTrue(ImageFile.of(whole, "whole").isPlain());
    assertSame(whole, Arrays.copyOf(whole, whole.length - 1));
    assertSame(whole, Arrays.copyOf(whole, whole.length - 2));
    for (int length = 3; length < whole.length - 2; length++) {
      assertTruncated(whole, length);
    }
  }

  /** A progressive file cut behind any scan but the last is an image in every decoder's eyes. */
  @Test
  void wholeScansAreMissed() {
    byte[] whole = jpeg(IMWRITE_JPEG_PROGRESSIVE);
    int scans = 0;
    for (int i = 2; i + 1 < whole.length - 2; i++) {
      boolean isNext = whole[i] == -1 && (whole[i + 1] == (byte) 0xc4 || whole[i + 1] == -38);
      if (isNext && i > 200) {
        assertTruncated(whole, i);
        scans++;
      }
    }
    assertTrue(scans > 5, scans + " scans");
  }

  /** Some cameras pad their files. */
  @Test
  void whatFollowsTheEndDoesNotCount() {
    byte[] whole = jpeg(0);
    assertTrue(ImageFile.of(Arrays.copyOf(whole, whole.length + 100), "padded").isPlain());
  }
}
