package org.cycleat.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_16UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
  @TempDir Path folder;

  /** 20 wide, 12 high; the left half blue (BGR 200, 40, 10), the right half black. */
  private static Mat picture() {
    Mat picture = new Mat(12, 20, CV_8UC3, Scalar.BLACK);
    try (Mat left = picture.colRange(0, 10);
        Scalar blue = new Scalar(200, 40, 10, 0);
        Mat fill = new Mat(12, 10, CV_8UC3, blue)) {
      fill.copyTo(left);
    }
    return picture;
  }

  private Path write(String name) {
    Path file = folder.resolve(name);
    try (Mat picture = picture()) {
      assertTrue(imwrite(file.toString(), picture));
    }
    return file;
  }

  private static int[] pixel(Mat bgr, int y, int x) {
    try (UByteIndexer pixels = bgr.createIndexer()) {
      return new int[] {pixels.get(y, x, 0), pixels.get(y, x, 1), pixels.get(y, x, 2)};
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "tif", "webp"})
  void everyFormatComesBack(String extension) {
    Path file = write("a." + extension);
    try (Mat read = ImageFile.read(file)) {
      assertEquals(CV_8UC3, read.type());
      assertEquals(20, read.cols());
      assertEquals(12, read.rows());
      int[] blue = pixel(read, 5, 3);
      assertTrue(blue[0] > 170 && blue[1] < 70 && blue[2] < 40, Arrays.toString(blue));
      assertTrue(pixel(read, 5, 16)[0] < 30);
    }
  }

  @Test
  void greyAlphaAnd16BitBecomeBgr() {
    Path grey = folder.resolve("grey.png");
    Path alpha = folder.resolve("alpha.png");
    Path deep = folder.resolve("deep.png");
    try (Mat greyMat = new Mat(3, 5, CV_8UC1, new Scalar(77, 0, 0, 0));
        Mat alphaMat = new Mat(3, 5, CV_8UC4, new Scalar(100, 0, 255, 51));
        Mat deepMat = new Mat(3, 5, CV_16UC3, new Scalar(257 * 9, 65535, 257 * 130, 0))) {
      assertTrue(imwrite(grey.toString(), greyMat));
      assertTrue(imwrite(alpha.toString(), alphaMat));
      assertTrue(imwrite(deep.toString(), deepMat));
    }
    try (Mat read = ImageFile.read(grey)) {
      assertArrayEquals(new int[] {77, 77, 77}, pixel(read, 2, 4));
    }
    try (Mat read = ImageFile.read(alpha)) { // alpha 0.2: 255 - 0.2 * (255 - value)
      assertArrayEquals(new int[] {224, 204, 255}, pixel(read, 2, 4));
    }
    try (Mat read = ImageFile.read(deep)) {
      assertArrayEquals(new int[] {9, 255, 130}, pixel(read, 2, 4));
    }
  }

  @Test
  void theTransparentLevelOfAGreyPngIsWhite() throws IOException {
    Path file = folder.resolve("key.png");
    for (int type : new int[] {CV_8UC1, CV_16UC1}) {
      int step = type == CV_8UC1 ? 1 : 257;
      try (Mat grey = new Mat(3, 5, type, new Scalar(77 * step, 0, 0, 0));
          Mat left = grey.colRange(0, 2);
          Mat key = new Mat(3, 2, type, new Scalar(30 * step, 0, 0, 0))) {
        key.copyTo(left);
        assertTrue(imwrite(file.toString(), grey));
      }
      byte[] level = {step == 1 ? 0 : (byte) 30, 30};
      Files.write(file, insert(Files.readAllBytes(file), 33, pngChunk("tRNS", level)));
      try (Mat read = ImageFile.read(file)) {
        assertArrayEquals(new int[] {255, 255, 255}, pixel(read, 2, 1));
        assertArrayEquals(new int[] {77, 77, 77}, pixel(read, 2, 2));
      }
    }
  }

  /** Big-endian EXIF data with one entry: the orientation. */
  private static byte[] exif(int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26);
    tiff.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) 1);
    tiff.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
    return tiff.array();
  }

  private static byte[] insert(byte[] into, int position, byte[] part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(into, 0, position);
    bytes.write(part);
    bytes.write(into, position, into.length - position);
    return bytes.toByteArray();
  }

  private static byte[] jpegSegment(byte[] tiff) {
    ByteBuffer segment = ByteBuffer.allocate(10 + tiff.length);
    segment.putShort((short) 0xffe1).putShort((short) (8 + tiff.length));
    segment.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(tiff);
    return segment.array();
  }

  private static byte[] pngChunk(String type, byte... content) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + content.length);
    chunk.putInt(content.length).put(type.getBytes(StandardCharsets.ISO_8859_1)).put(content);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + content.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  /** The stored left half is blue; where it is in the upright picture, by orientation. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void orientationIsUndone(int orientation) throws IOException {
    Path jpeg = write("a.jpg");
    Files.write(jpeg, insert(Files.readAllBytes(jpeg), 2, jpegSegment(exif(orientation))));
    Path png = write("a.png");
    Files.write(png, insert(Files.readAllBytes(png), 33, pngChunk("eXIf", exif(orientation))));
    for (Path file : List.of(jpeg, png)) {
      try (Mat read = ImageFile.read(file)) {
        boolean turned = orientation >= 5;
        assertEquals(turned ? 12 : 20, read.cols(), file.toString());
        int last = turned ? read.rows() - 2 : read.cols() - 2;
        int[] first = turned ? pixel(read, 1, 5) : pixel(read, 5, 1);
        int[] end = turned ? pixel(read, last, 5) : pixel(read, 5, last);
        boolean blueFirst = List.of(1, 4, 5, 6).contains(orientation);
        assertTrue((blueFirst ? first : end)[0] > 150, file + " blue");
        assertTrue((blueFirst ? end : first)[0] < 60, file + " black");
      }
    }
  }

  /** OS/2 1.x: 12 bytes of header, then 24 bits a pixel. */
  @Test
  void oldBmpKeepsItsColours() {
    ByteBuffer bmp = ByteBuffer.allocate(34).order(ByteOrder.LITTLE_ENDIAN);
    bmp.put(new byte[] {'B', 'M'}).putInt(34).putInt(0).putInt(26).putInt(12);
    bmp.putShort((short) 2).putShort((short) 1).putShort((short) 1).putShort((short) 24);
    bmp.put(new byte[] {10, 20, 90, 70, 60, 50});
    try (Mat read = ImageFile.decode(bmp.array(), "old.bmp")) {
      assertArrayEquals(new int[] {10, 20, 90}, pixel(read, 0, 0));
      assertArrayEquals(new int[] {70, 60, 50}, pixel(read, 0, 1));
    }
  }

  private void assertRefused(Path file, String reason) {
    UserException e = assertThrows(UserException.class, () -> ImageFile.read(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "tif", "webp"})
  void everyTruncationIsRefused(String extension) throws IOException {
    byte[] whole = Files.readAllBytes(write("whole." + extension));
    Path file = folder.resolve("cut." + extension);
    for (int length = 1; length < whole.length - 1; length += Math.max(1, whole.length / 40)) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(file, "cannot read");
    }
  }

  @Test
  void whatIsNoImageIsRefused() throws IOException {
    assertRefused(folder.resolve("missing.jpg"), "no file at");
    assertRefused(folder, "folder");
    assertRefused(Files.write(folder.resolve("empty.jpg"), new byte[0]), "empty");
    assertRefused(Files.writeString(folder.resolve("text.jpg"), "dear diary"), "no image");
  }

  @Test
  void damagedContentIsRefusedOrRead() throws IOException {
    byte[] whole = Files.readAllBytes(write("whole.png"));
    whole[45] ^= 0x55; // inside the compressed pixels
    assertRefused(Files.write(folder.resolve("damaged.png"), whole), "damaged");
  }

  @Test
  void hugeHeadersAreRefusedBeforeDecoding() throws IOException {
    byte[] png = Files.readAllBytes(write("huge.png"));
    ByteBuffer.wrap(png).putInt(16, 20_001).putInt(20, 5_000);
    assertRefused(Files.write(folder.resolve("huge.png"), png), "20001 x 5000");
    byte[] jpeg = Files.readAllBytes(write("huge.jpg"));
    int frame = indexOf(jpeg, 0xff, 0xc0);
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 65_000).putShort(frame + 7, (short) 65_000);
    assertRefused(Files.write(folder.resolve("huge.jpg"), jpeg), "65000 x 65000");
    byte[] bmp = Files.readAllBytes(write("huge.bmp"));
    ByteBuffer.wrap(bmp).putInt(18, 0xffffff7f).putInt(22, 0xffffff7f);
    assertRefused(Files.write(folder.resolve("huge.bmp"), bmp), "2147483647 x 2147483647");
    ByteBuffer.wrap(png).putInt(16, 0);
    assertRefused(Files.write(folder.resolve("none.png"), png), "no size");
  }

  private static int indexOf(byte[] bytes, int first, int second) {
    for (int i = 0; i + 1 < bytes.length; i++) {
      if ((bytes[i] & 0xff) == first && (bytes[i + 1] & 0xff) == second) {
        return i;
      }
    }
    throw new AssertionError("marker not found");
  }
}
