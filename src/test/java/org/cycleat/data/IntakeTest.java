package org.cycleat.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.image.ImageFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
  private static final int RED = 0xFF0000;

  @TempDir Path folder;
  private Path good;

  @BeforeEach
  void aGoodImage() throws IOException {
    good = TestImages.rgb(folder.resolve("good.jpg"), 20, 16, (x, y) -> TestImages.grey(10 * x));
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private Intake.Result check(Path... files) {
    List<Sample> samples =
        Arrays.stream(files).map(file -> new Sample(file, 2, "S", "t", Map.of("x", "1"))).toList();
    return Intake.check(new Manifest(samples, Labels.EXPRESSIONS), cache(), "--target");
  }

  /** What became of one file that is not plain. */
  private BufferedImage converted(Path file) throws IOException {
    Intake.Result result = check(file);
    assertEquals(List.of(), result.skipped());
    Sample sample = result.usable().samples().get(0);
    assertEquals(file.toString(), sample.extra().get(Intake.SOURCE));
    assertEquals("1", sample.extra().get("x"));
    assertEquals(2, sample.label());
    assertTrue(sample.path().startsWith(cache()));
    assertTrue(ImageFile.open(sample.path()).isPlain());
    return ImageIO.read(sample.path().toFile());
  }

  private String reason(Path file) {
    Intake.Result result = check(good, file);
    assertEquals(List.of(good), result.usable().samples().stream().map(Sample::path).toList());
    assertEquals(file, result.skipped().get(0).path());
    return result.skipped().get(0).reason();
  }

  private static void assertColour(int expected, int found, int tolerance) {
    for (int shift = 0; shift < 24; shift += 8) {
      assertEquals((expected >> shift) & 0xFF, (found >> shift) & 0xFF, tolerance);
    }
  }

  @Test
  void plainImagesStayWhereTheyAre() throws IOException {
    Path grey =
        TestImages.write(
            folder.resolve("grey.png"), 9, 8, BufferedImage.TYPE_BYTE_GRAY, (x, y) -> 0x333333);
    Path rgb = TestImages.rgb(folder.resolve("rgb.png"), 8, 9, (x, y) -> RED);
    Path greyJpeg =
        TestImages.write(
            folder.resolve("g.jpg"), 9, 8, BufferedImage.TYPE_BYTE_GRAY, (x, y) -> 0x333333);
    Intake.Result result = check(good, grey, rgb, greyJpeg);
    assertEquals(
        List.of(good, grey, rgb, greyJpeg),
        result.usable().samples().stream().map(Sample::path).toList());
    assertFalse(result.usable().samples().get(0).extra().containsKey(Intake.SOURCE));
    assertFalse(Files.exists(cache()));
  }

  @Test
  void everyImageIsReportedOnceUsableOrNot() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no image");
    List<Sample> samples =
        List.of(good, text, good).stream()
            .map(file -> new Sample(file, 0, "", "", Map.of()))
            .toList();
    AtomicInteger reported = new AtomicInteger();
    Intake.check(
        new Manifest(samples, Labels.EXPRESSIONS), cache(), "--web", reported::incrementAndGet);
    assertEquals(3, reported.get());
  }

  @Test
  void whatIsTransparentBecomesWhite() throws IOException {
    Path file = folder.resolve("a.png");
    TestImages.write(
        file,
        10,
        8,
        BufferedImage.TYPE_INT_ARGB,
        (x, y) -> x < 3 ? RED : x < 6 ? 0x80000000 : 0xFF0000FF);
    BufferedImage image = converted(file);
    assertColour(0xFFFFFF, image.getRGB(0, 0), 0);
    assertColour(0x7F7F7F, image.getRGB(4, 7), 0); // 128/255 of black over white
    assertColour(0x0000FF, image.getRGB(9, 7), 0);
  }

  @Test
  void sixteenBitsBecomeEight() throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
    WritableRaster raster = image.getRaster();
    for (int i = 0; i < 64; i++) {
      raster.setSample(i % 8, i / 8, 0, i < 8 ? 65535 : 257 * 100);
    }
    Path file = folder.resolve("sixteen.png");
    ImageIO.write(image, "png", file.toFile());
    BufferedImage found = converted(file);
    assertColour(0xFFFFFF, found.getRGB(3, 0), 0);
    assertColour(0x646464, found.getRGB(3, 1), 0);
  }

  @Test
  void cmykBecomesRgb() throws IOException {
    Path file = folder.resolve("cmyk.jpg");
    try (InputStream in =
        Objects.requireNonNull(IntakeTest.class.getResourceAsStream("cmyk-red.jpg"))) {
      Files.copy(in, file);
    }
    BufferedImage image = converted(file);
    assertEquals(16, image.getWidth());
    assertColour(RED, image.getRGB(5, 5), 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bmp", "gif", "tiff"})
  void otherFormatsBecomePng(String format) throws IOException {
    Path file = TestImages.rgb(folder.resolve("a." + format), 12, 9, (x, y) -> x < 6 ? RED : 0xFF);
    BufferedImage image = converted(file);
    assertEquals(12, image.getWidth());
    assertEquals(9, image.getHeight());
    assertColour(RED, image.getRGB(0, 8), 0);
    assertColour(0xFF, image.getRGB(11, 0), 0);
  }

  @Test
  void webpBecomesPng() throws IOException {
    Path file = folder.resolve("a.webp");
    try (Mat green =
            new Mat(
                9, 12, org.bytedeco.opencv.global.opencv_core.CV_8UC3, new Scalar(0, 255, 0, 0));
        BytePointer bytes = new BytePointer()) {
      opencv_imgcodecs.imencode(".webp", green, bytes);
      byte[] content = new byte[(int) bytes.limit()];
      bytes.get(content);
      Files.write(file, content);
    }
    BufferedImage image = converted(file);
    assertEquals(12, image.getWidth());
    assertEquals(9, image.getHeight());
    assertColour(0x00FF00, image.getRGB(5, 5), 6);
  }

  @Test
  void aPaletteBecomesRgb() throws IOException {
    Path file = folder.resolve("palette.png");
    TestImages.write(
        file, 8, 8, BufferedImage.TYPE_BYTE_INDEXED, (x, y) -> 0xFF000000 | (x < 4 ? RED : 0xFF));
    BufferedImage image = converted(file);
    assertColour(RED, image.getRGB(0, 0), 0);
    assertColour(0xFF, image.getRGB(7, 0), 0);
  }

  /** Corners are red at the top left, green at the top right, blue at the bottom left. */
  @ParameterizedTest
  @CsvSource({"2,GRKB", "3,KBGR", "4,BKRG", "5,RBGK", "6,BRKG", "7,KGBR", "8,GKRB"})
  void exifsOrientationIsUndone(int orientation, String corners) throws IOException {
    Path file =
        TestImages.rgb(
            folder.resolve("a.jpg"),
            48,
            32,
            (x, y) -> y < 16 ? (x < 24 ? RED : 0x00FF00) : (x < 24 ? 0xFF : 0));
    byte[] plain = Files.readAllBytes(file);
    Files.write(file, withOrientation(plain, orientation));
    BufferedImage image = converted(file);
    int width = orientation >= 5 ? 32 : 48;
    int height = 80 - width;
    assertEquals(width, image.getWidth());
    assertEquals(height, image.getHeight());
    String found = "";
    for (int[] at :
        new int[][] {{4, 4}, {width - 5, 4}, {4, height - 5}, {width - 5, height - 5}}) {
      Color colour = new Color(image.getRGB(at[0], at[1]));
      found +=
          colour.getRed() > 128
              ? "R"
              : colour.getGreen() > 128 ? "G" : colour.getBlue() > 128 ? "B" : "K";
    }
    assertEquals(corners, found);
  }

  private static byte[] withOrientation(byte[] jpeg, int orientation) throws IOException {
    byte[] segment = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0, // 34 bytes with the length itself
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8, // big-endian, directory 8 bytes on
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0, // one entry: 274, SHORT
      0,
      0,
      0,
      0
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(segment);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  @Test
  void anUprightOrientationNeedsNoConversion() throws IOException {
    Files.write(good, withOrientation(Files.readAllBytes(good), 1));
    assertEquals(good, check(good).usable().samples().get(0).path());
  }

  @Test
  void theTypeIsToldByTheBytesNotByTheName() throws IOException {
    Path png = TestImages.rgb(folder.resolve("a.png"), 9, 9, (x, y) -> RED);
    Path named = Files.move(png, folder.resolve("a.jpg"));
    assertEquals(named, check(named).usable().samples().get(0).path());
  }

  @Test
  void unusableFilesAreSkippedWithTheReason() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.jpg"));
    assertEquals("it is empty", reason(empty));
    Path text = Files.writeString(folder.resolve("text.jpg"), "<html>not found</html>");
    assertTrue(reason(text).startsWith("it is no image"));
    Path gone = folder.resolve("gone.jpg");
    assertEquals("there is no such file", reason(gone));
    Path tiny = TestImages.rgb(folder.resolve("tiny.png"), 7, 30, (x, y) -> RED);
    assertEquals("it is too small: 7 x 30 pixels, expected at least 8", reason(tiny));
    Path folderNamed = Files.createDirectory(folder.resolve("folder.jpg"));
    assertTrue(reason(folderNamed).startsWith("it is a folder"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "bmp", "gif", "tiff"})
  void truncatedFilesAreSkippedWhereverTheyEnd(String format) throws IOException {
    Path whole =
        TestImages.rgb(
            folder.resolve("whole." + format),
            40,
            40,
            (x, y) -> (x * 7919 + y * 104729) & 0xFFFFFF);
    byte[] bytes = Files.readAllBytes(whole);
    for (int percent : new int[] {1, 10, 50, 90}) {
      Path file = folder.resolve("cut." + format);
      Files.write(file, Arrays.copyOf(bytes, bytes.length * percent / 100));
      assertNotEquals("", reason(file), format + " " + percent);
    }
  }

  /** TensorFlow's decoder refuses it. */
  @Test
  void aJpegWithoutItsEndMarkerBecomesPng() throws IOException {
    byte[] bytes = Files.readAllBytes(good);
    Path cut = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(bytes, bytes.length - 2));
    assertEquals(20, converted(cut).getWidth());
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 3));
    assertEquals("it is truncated", reason(cut));
  }

  @Test
  void damagedPixelsOfAPngAreSeen() throws IOException {
    Path file = TestImages.rgb(folder.resolve("a.png"), 40, 40, (x, y) -> x * y * 31);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(file, bytes);
    assertTrue(reason(file).startsWith("it is damaged"));
  }

  @Test
  void hugeImagesAreRefusedByTheirHeader() throws IOException {
    Path file = TestImages.rgb(folder.resolve("a.bmp"), 10, 10, (x, y) -> RED);
    byte[] bytes = Files.readAllBytes(file);
    for (int at : new int[] {18, 22}) { // width and height, little-endian: 1 << 20
      System.arraycopy(new byte[] {0, 0, 16, 0}, 0, bytes, at, 4);
    }
    Files.write(file, bytes);
    assertTrue(reason(file).startsWith("1048576 x 1048576 pixels"));
  }

  @Test
  void conversionIsDoneOnceAndAgainWhenTheFileChanges() throws IOException {
    Path file = TestImages.rgb(folder.resolve("a.bmp"), 10, 10, (x, y) -> RED);
    Path first = check(file).usable().samples().get(0).path();
    byte[] marker = {1, 2, 3};
    Files.write(first, marker);
    assertEquals(first, check(file).usable().samples().get(0).path());
    assertArrayEquals(marker, Files.readAllBytes(first));
    TestImages.rgb(file, 10, 10, (x, y) -> 0xFF);
    assertNotEquals(first, check(file).usable().samples().get(0).path());
  }

  @Test
  void equalNamesInDifferentFoldersStayApart() throws IOException {
    Path one = TestImages.rgb(folder.resolve("1/a.bmp"), 10, 10, (x, y) -> RED);
    Path other = TestImages.rgb(folder.resolve("2/a.bmp"), 10, 10, (x, y) -> RED);
    assertEquals(
        2, check(one, other).usable().samples().stream().map(Sample::path).distinct().count());
    try (Stream<Path> files = Files.list(cache())) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void theListOfSkippedImagesIsWritten() throws IOException {
    Path bad = Files.writeString(folder.resolve("b, d.jpg"), "");
    Path list = folder.resolve("out/skipped.csv");
    check(good, bad).writeSkipped(list);
    assertEquals("path,reason\n\"" + bad + "\",it is empty\n", Files.readString(list));
  }

  @Test
  void nothingLeftIsAUsersError() throws IOException {
    Path bad = Files.createFile(folder.resolve("bad.jpg"));
    UserException error = assertThrows(UserException.class, () -> check(bad));
    assertTrue(error.getMessage().contains("none of 1 images"), error.getMessage());
    assertTrue(error.getMessage().contains("--target"), error.getMessage());
    assertThrows(UserException.class, this::check);
  }
}
