package org.cycleat.data;

import static org.bytedeco.opencv.global.opencv_core.CV_16UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.image.ImageFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What training and evaluation read through TensorFlow is what preparation and recognition read
 * through {@link ImageFile}, whatever the file: the centre square of 32 pixels, which nothing
 * scales.
 */
class SamePixelsTest {
  private static final int WIDTH = 48;
  private static final int SIZE = 32;
  private static final int JPEG_TOLERANCE = 2;

  @TempDir Path folder;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private static Mat picture(int type) {
    Mat picture = new Mat(SIZE, WIDTH, type);
    byte[] bytes = new byte[(int) (picture.total() * picture.elemSize())];
    int channels = picture.channels() * (picture.depth() == CV_8U ? 1 : 2);
    for (int i = 0; i < bytes.length; i++) {
      int x = i / channels % WIDTH;
      int y = i / channels / WIDTH;
      bytes[i] = (byte) (5 * x + (x > 20 ? 90 : 0) + 3 * y * (i % channels) + 17);
    }
    try (BytePointer data = picture.data()) {
      data.put(bytes);
    }
    return picture;
  }

  private static byte[] encoded(String format, int type, int... options) {
    try (Mat picture = picture(type);
        BytePointer encoded = new BytePointer();
        IntPointer parameters = new IntPointer(options)) {
      assertTrue(imencode(format, picture, encoded, parameters));
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  /** EXIF data with one entry. */
  private static byte[] exif(int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26);
    tiff.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) 1);
    tiff.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
    return tiff.array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] turnedJpeg(byte[] jpeg, int orientation) {
    byte[] exif = exif(orientation);
    ByteBuffer head = ByteBuffer.allocate(12).putInt(0xffd8ffe1);
    head.putShort((short) (8 + exif.length)).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    return join(head.array(), exif, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  private static byte[] turnedPng(byte[] png, int orientation) {
    byte[] content = join("eXIf".getBytes(StandardCharsets.US_ASCII), exif(orientation));
    CRC32 sum = new CRC32();
    sum.update(content);
    return join(
        Arrays.copyOf(png, 33),
        ByteBuffer.allocate(4).putInt(content.length - 4).array(),
        content,
        ByteBuffer.allocate(4).putInt((int) sum.getValue()).array(),
        Arrays.copyOfRange(png, 33, png.length));
  }

  /** From a lossless file without a canvas: VP8L alone. */
  private static byte[] turnedWebp(byte[] webp, int orientation) {
    byte[] exif = exif(orientation);
    ByteBuffer head = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    head.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(webp.length + 18 + exif.length);
    head.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0x08);
    head.put((byte) (WIDTH - 1)).putShort((short) 0).put((byte) (SIZE - 1)).putShort((short) 0);
    ByteBuffer tail = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    tail.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(exif.length);
    return join(head.array(), Arrays.copyOfRange(webp, 12, webp.length), tail.array(), exif);
  }

  /** OpenCV's files have the orientation in none of their entries: another takes its place. */
  private static byte[] turnedTiff(byte[] tiff, int orientation) {
    ByteBuffer file = ByteBuffer.wrap(tiff.clone()).order(ByteOrder.LITTLE_ENDIAN);
    int directory = file.getInt(4);
    int entries = file.getShort(directory);
    ByteBuffer moved = ByteBuffer.allocate(tiff.length + 18 + 12 * entries);
    moved.order(ByteOrder.LITTLE_ENDIAN).put(tiff).putInt(4, tiff.length);
    moved.putShort((short) (entries + 1));
    boolean isDone = false;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if (!isDone && file.getShort(entry) > 274) { // in the order of their numbers
        moved.putShort((short) 274).putShort((short) 3).putInt(1).putInt(orientation);
        isDone = true;
      }
      moved.put(tiff, entry, 12);
    }
    assertTrue(isDone);
    return moved.array();
  }

  private void addTurned() {
    byte[] jpeg = encoded(".jpg", CV_8UC3);
    byte[] png = encoded(".png", CV_8UC3);
    byte[] webp =
        encoded(".webp", CV_8UC3, IMWRITE_WEBP_QUALITY, 101); // quality above 100: lossless
    byte[] tiff = encoded(".tif", CV_8UC3);
    byte[] deepTiff = encoded(".tif", CV_16UC3);
    for (int orientation = 1; orientation <= 8; orientation++) {
      files.put("turned%d.jpg".formatted(orientation), turnedJpeg(jpeg, orientation));
      files.put("turned%d.png".formatted(orientation), turnedPng(png, orientation));
      files.put("turned%d.webp".formatted(orientation), turnedWebp(webp, orientation));
      files.put("turned%d.tif".formatted(orientation), turnedTiff(tiff, orientation));
      files.put("deep%d.tif".formatted(orientation), turnedTiff(deepTiff, orientation));
    }
  }

  private void addKinds() throws IOException {
    byte[] jpeg = encoded(".jpg", CV_8UC3);
    files.put("progressive.jpg", encoded(".jpg", CV_8UC3, IMWRITE_JPEG_PROGRESSIVE, 1));
    files.put("grey.jpg", encoded(".jpg", CV_8UC1));
    files.put("end missing.jpg", Arrays.copyOf(jpeg, jpeg.length - 2));
    files.put("half an end.jpg", Arrays.copyOf(jpeg, jpeg.length - 1));
    for (String format : List.of(".png", ".tif", ".bmp")) {
      files.put("colour" + format, encoded(format, CV_8UC3));
      files.put("grey" + format, encoded(format, CV_8UC1));
    }
    files.put("transparent.png", encoded(".png", CV_8UC4));
    files.put("deep.png", encoded(".png", CV_16UC3));
    files.put("lossy.webp", encoded(".webp", CV_8UC3, IMWRITE_WEBP_QUALITY, 80));
    files.put("transparent.webp", encoded(".webp", CV_8UC4));
    for (String format : List.of("gif", "png", "bmp")) {
      Path file = folder.resolve("palette." + format);
      TestImages.write(
          file,
          WIDTH,
          SIZE,
          BufferedImage.TYPE_BYTE_INDEXED,
          (x, y) -> 0xFF000000 | ((x * 5) << 16) | y * 7);
      files.put("palette." + format, Files.readAllBytes(file));
    }
    for (String name :
        List.of(
            "upright.avif",
            "mirrored.avif",
            "transposed.avif",
            "turned.avif",
            "transparent.avif",
            "transparent.heic",
            "animated.webp")) {
      try (InputStream in =
          Objects.requireNonNull(ImageFile.class.getResourceAsStream(name), name)) {
        files.put(name, in.readAllBytes());
      }
    }
  }

  @Test
  void everyReaderSeesTheSame() throws IOException {
    addTurned();
    addKinds();
    // names say nothing
    Manifest given = written();
    Intake.Result intake = Intake.check(given, folder.resolve("cache"), "--source");
    assertEquals(List.of(), intake.skipped());
    List<byte[]> training = training(intake.usable());
    List<byte[]> evaluation = evaluation(intake.usable());
    List<String> names = List.copyOf(files.keySet());
    for (int i = 0; i < names.size(); i++) {
      byte[] expected = ofImageFile(given.samples().get(i).path());
      int tolerance = names.get(i).endsWith(".jpg") ? JPEG_TOLERANCE : 0;
      assertNear(names.get(i), expected, training.get(i), tolerance);
      assertNear(names.get(i), expected, evaluation.get(i), tolerance);
    }
  }

  private Manifest written() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (byte[] content : files.values()) {
      Path file = folder.resolve("file " + samples.size());
      samples.add(new Sample(Files.write(file, content), 0, "", "", Map.of()));
    }
    return new Manifest(samples, Labels.EXPRESSIONS);
  }

  /** RGB. */
  private static byte[] ofImageFile(Path file) {
    try (Mat bgr = ImageFile.read(file);
        UByteIndexer pixels = bgr.createIndexer()) {
      assertEquals(WIDTH * SIZE, bgr.cols() * bgr.rows());
      byte[] rgb = new byte[SIZE * SIZE * 3];
      int left = (bgr.cols() - SIZE) / 2;
      int top = (bgr.rows() - SIZE) / 2;
      for (int i = 0; i < rgb.length; i++) {
        int pixel = i / 3;
        rgb[i] = (byte) pixels.get(top + pixel / SIZE, left + pixel % SIZE, 2 - i % 3);
      }
      return rgb;
    }
  }

  private static List<byte[]> training(Manifest manifest) {
    int count = manifest.samples().size();
    try (Graph graph = new Graph()) {
      Batches batches =
          Batches.training(Ops.create(graph), manifest, Pipeline.plain(SIZE, count), 1);
      try (Session session = new Session(graph)) {
        batches.start(session, 0);
        return run(session, batches.images(), batches.indices());
      }
    }
  }

  private static List<byte[]> evaluation(Manifest manifest) {
    int count = manifest.samples().size();
    try (Graph graph = new Graph()) {
      OnePass pass = OnePass.over(Ops.create(graph), Pipeline.plain(SIZE, count));
      try (Session session = new Session(graph)) {
        pass.start(session, manifest);
        return run(session, pass.images(), pass.indices());
      }
    }
  }

  private static List<byte[]> run(
      Session session, Operand<TFloat32> images, Operand<TInt64> indices) {
    try (Result result = session.runner().fetch(images).fetch(indices).run()) {
      TFloat32 found = (TFloat32) result.get(0);
      float[] values = new float[(int) found.size()];
      found.asRawTensor().data().asFloats().read(values);
      TInt64 places = (TInt64) result.get(1);
      byte[][] byIndex = new byte[(int) places.size()][SIZE * SIZE * 3];
      for (int i = 0; i < byIndex.length; i++) {
        byte[] rgb = byIndex[(int) places.getLong(i)];
        for (int k = 0; k < rgb.length; k++) {
          rgb[k] = (byte) Math.round(values[i * rgb.length + k] * 127.5f + 127.5f);
        }
      }
      return List.of(byIndex);
    }
  }

  private static void assertNear(String name, byte[] expected, byte[] found, int tolerance) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i] & 0xff, found[i] & 0xff, tolerance, name + " at " + i);
    }
  }
}
