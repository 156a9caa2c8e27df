package org.cycleat.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileImagesTest {
  private static final int HUGE = 30_000;

  @TempDir Path folder;

  private static void assertRefused(String reason, byte[] file) {
    long before = Pointer.physicalBytes();
    UserException e = assertThrows(UserException.class, () -> ImageFile.decode(file, "x.jpg"));
    assertTrue(e.getMessage().startsWith("cannot read x.jpg: "), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertTrue(Pointer.physicalBytes() - before < 100_000_000, "nothing is allocated");
  }

  private static byte[] jpeg(int width, int height, int scans) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {-1, -40});
    bytes.write(new byte[] {-1, -62, 0, 11, 8, (byte) (height >> 8), (byte) height});
    bytes.write(new byte[] {(byte) (width >> 8), (byte) width, 1, 1, 0x11, 0});
    for (int i = 0; i < scans; i++) {
      bytes.write(new byte[] {-1, -38, 0, 8, 1, 1, 0, 0, 0, 0});
    }
    bytes.write(new byte[] {-1, -39});
    return bytes.toByteArray();
  }

  private static byte[] png(int width, int height) {
    ByteBuffer png = ByteBuffer.allocate(57);
    png.put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    png.putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
    png.put(new byte[] {8, 2, 0, 0, 0}).putInt(0);
    png.putInt(0).put("IDAT".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    png.putInt(0).put("IEND".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    return png.array();
  }

  private static byte[] bmp(int width, int height) {
    ByteBuffer bmp = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put(new byte[] {'B', 'M'}).putInt(60).putInt(0).putInt(54).putInt(40);
    bmp.putInt(width).putInt(height).putShort((short) 1).putShort((short) 24);
    return bmp.array();
  }

  private static byte[] tiff(int width, int height, int tileSide) {
    ByteBuffer tiff = ByteBuffer.allocate(70).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(new byte[] {'I', 'I', 42, 0}).putInt(8).putShort((short) 4);
    int[][] entries = {{256, width}, {257, height}, {322, tileSide}, {323, tileSide}};
    for (int[] entry : entries) {
      tiff.putShort((short) entry[0]).putShort((short) 4).putInt(1).putInt(entry[1]);
    }
    return tiff.array();
  }

  /** A picture without data. */
  private static byte[] gif(int width, int height) {
    ByteBuffer gif = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    gif.put("GIF89a".getBytes(StandardCharsets.US_ASCII));
    gif.putShort((short) width)
        .putShort((short) height)
        .put(new byte[3])
        .put((byte) 0x2c)
        .putInt(0);
    gif.putShort((short) width).putShort((short) height).put(new byte[] {0, 2, 0, 0x3b});
    return gif.array();
  }

  /** Lossy, with a canvas: the largest sides are 2^24. */
  private static byte[] webp(int width, int height) {
    ByteBuffer webp = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    webp.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(22);
    webp.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0);
    webp.putInt(width - 1).position(27);
    webp.putInt(height - 1);
    return webp.array();
  }

  @Test
  void hugeHeadersOfAllFormatsAreRefused() throws IOException {
    for (byte[] file :
        List.of(
            jpeg(HUGE, HUGE, 1),
            png(HUGE, HUGE),
            bmp(HUGE, HUGE),
            tiff(HUGE, HUGE, 0),
            webp(HUGE, HUGE),
            gif(HUGE, HUGE))) {
      assertRefused("30000 x 30000 pixels; at most 100 megapixels", file);
    }
  }

  @Test
  void aFewBytesForManyPixelsAreRefused() throws IOException {
    assertRefused("too few for 9000 x 9000", jpeg(9000, 9000, 1));
    assertRefused("too few for 9000 x 9000", png(9000, 9000));
    assertRefused("too few for 9000 x 9000", bmp(9000, 9000));
    assertRefused("too few for 9000 x 9000", gif(9000, 9000));
  }

  @Test
  void whatWouldTakeLongOrMuchIsRefused() throws IOException {
    assertRefused("20000 scans", jpeg(2000, 2000, 20_000));
    assertRefused("tiles are too large", tiff(16, 16, 32_768));
    assertRefused("tiles are too large", tiff(16, 16, -1));
  }

  /** A decoder that met the first of two frames would allocate it. */
  @Test
  void theLargestOfTwoFramesCounts() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    byte[] first = jpeg(HUGE, HUGE, 1);
    both.write(first, 0, first.length - 2);
    byte[] second = jpeg(16, 16, 1);
    both.write(second, 2, second.length - 2);
    assertRefused("30000 x 30000", both.toByteArray());
  }

  @Test
  void theContentCountsNotTheName() throws IOException {
    try (Mat picture = new Mat(12, 20, CV_8UC3)) {
      assertTrue(imwrite(folder.resolve("a.png").toString(), picture));
    }
    Path wrong = Files.move(folder.resolve("a.png"), folder.resolve("\u00e4 \ud83d\ude00 b.jpg"));
    try (Mat read = ImageFile.read(wrong)) {
      assertEquals(20, read.cols());
    }
    assertRefused("empty", new byte[0]);
    assertRefused("no image", "dear diary".getBytes(StandardCharsets.US_ASCII));
  }

  /** {@code make fuzz} does so for longer. */
  @Test
  void madeUpFilesAreReadOrRefused() {
    ImageMutations mutations = new ImageMutations(SmallImages.all());
    int read = 0;
    for (int number = 0; number < 3000; number++) {
      read += ImageFuzz.tryOne(mutations.file(number), number) ? 1 : 0;
    }
    assertTrue(read > 300 && read < 2700, read + " of 3000 were read");
  }

  @Test
  void theFilesThatMutationsAreMadeOfAreValid() {
    List<byte[]> files = SmallImages.all();
    for (int i = 0; i < files.size(); i++) {
      assertTrue(ImageFuzz.tryOne(files.get(i), i), "file " + i);
    }
  }
}
