package org.cycleat.video;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameRecorder;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.image.MediaType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoReaderTest {
  static {
    PulseAudio.load();
  }

  @TempDir Path folder;

  @Test
  void formatAndIndexesOfAFilmWithAnUnusualName() {
    Path film = folder.resolve("Größe 100% a:b #1 日本.mp4");
    TestFilms.write(film, 64, 48, TestFilms.steady(10, 25));
    try (VideoReader reader = VideoReader.open(film)) {
      assertEquals(new VideoFormat(64, 48, 25, 10), reader.format());
      List<TestFilms.Seen> seen = TestFilms.read(reader);
      assertEquals(10, seen.size());
      for (int i = 0; i < 10; i++) {
        assertEquals(new TestFilms.Seen(i, 40_000L * i, 64, 48, TestFilms.level(i)), seen.get(i));
      }
      assertTrue(reader.next().isEmpty());
    }
  }

  @Test
  void closedTwiceIsClosed() {
    VideoReader reader = VideoReader.open(TestFilms.write(folder.resolve("a.mp4"), 64, 48, 0));
    reader.close();
    reader.close();
    assertThrows(IllegalStateException.class, reader::next);
  }

  /** The matrix of the track says how players turn it: (x, y) to (a x + c y, b x + d y). */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1, 64, 48, 0, 0",
    "0, 1, -1, 0, 48, 64, 1, 0", // a quarter turn clockwise
    "-1, 0, 0, -1, 64, 48, 1, 1",
    "0, -1, 1, 0, 48, 64, 0, 1",
    "-1, 0, 0, 1, 64, 48, 1, 0", // mirrored
    "0, 1, 1, 0, 48, 64, 0, 0"
  })
  void picturesAreUpright(
      int a, int b, int c, int d, int width, int height, int redRight, int redBelow)
      throws IOException {
    Path film = TestFilms.write(folder.resolve("turned.mp4"), 64, 48, 0, 40_000);
    byte[] bytes = Files.readAllBytes(film);
    ByteBuffer matrix = ByteBuffer.wrap(bytes);
    matrix.position(TestFilms.contentOf("tkhd", bytes) + 40);
    for (int value : new int[] {a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30}) {
      matrix.putInt(value);
    }
    Files.write(film, bytes);
    try (VideoReader reader = VideoReader.open(film);
        VideoFrame frame = reader.next().orElseThrow()) {
      assertEquals(width, reader.format().width());
      assertEquals(height, reader.format().height());
      assertEquals(width, frame.bgr().cols());
      assertEquals(height, frame.bgr().rows());
      for (int right = 0; right < 2; right++) {
        for (int below = 0; below < 2; below++) {
          double[] bgr = TestFilms.quarter(frame.bgr(), right, below);
          assertEquals(
              right == redRight && below == redBelow,
              bgr[2] - bgr[1] > 100,
              right + ", " + below + " is " + Arrays.toString(bgr));
        }
      }
    }
  }

  @Test
  void picturesHaveSquarePixels() throws FrameRecorder.Exception {
    Path film = folder.resolve("wide.mp4");
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(film.toFile(), 64, 48, 0);
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
        Mat picture = TestFilms.picture(64, 48, 0)) {
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setFrameRate(25);
      recorder.setAspectRatio(4 / 3.0); // of a pixel
      recorder.start();
      recorder.record(converter.convert(picture));
    }
    try (VideoReader reader = VideoReader.open(film);
        VideoFrame frame = reader.next().orElseThrow()) {
      assertEquals(85, reader.format().width()); // 64 x 4/3
      assertEquals(85, frame.bgr().cols());
      assertEquals(48, frame.bgr().rows());
    }
  }

  @Test
  void uncompressedPicturesAreAVideo() throws IOException {
    ByteArrayOutputStream y4m = new ByteArrayOutputStream();
    y4m.writeBytes("YUV4MPEG2 W16 H8 F5:1 Ip A1:1 C420jpeg XCOLORRANGE=FULL\n".getBytes(US_ASCII));
    for (int luma : new int[] {40, 90, 200}) {
      y4m.writeBytes("FRAME\n".getBytes(US_ASCII));
      byte[] planes = new byte[16 * 8 * 3 / 2];
      Arrays.fill(planes, (byte) 128);
      Arrays.fill(planes, 0, 16 * 8, (byte) luma);
      y4m.writeBytes(planes);
    }
    Path file = Files.write(folder.resolve("frames"), y4m.toByteArray());
    assertEquals(MediaType.VIDEO, MediaType.of(file));
    try (VideoReader reader = VideoReader.open(file)) {
      assertEquals(16, reader.format().width());
      for (int i = 0; i < 3; i++) {
        try (VideoFrame frame = reader.next().orElseThrow()) {
          assertEquals(i * 200_000L, frame.timeMicros());
          assertEquals(new int[] {40, 90, 200}[i], frame.bgr().data().get(0) & 0xff, 2);
        }
      }
      assertTrue(reader.next().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mov", "mkv"})
  void theStartOfATruncatedFilmIsReadThenAnErrorSaysHowMuch(String extension) throws IOException {
    Path film = folder.resolve("cut." + extension);
    TestFilms.write(film, 64, 48, TestFilms.steady(200, 25));
    byte[] bytes = Files.readAllBytes(film);
    Files.write(film, Arrays.copyOf(bytes, bytes.length * 3 / 4));
    List<TestFilms.Seen> seen = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(film)) {
      String message =
          assertThrows(UserException.class, () -> TestFilms.readInto(reader, seen)).getMessage();
      assertTrue(seen.size() > 20 && seen.size() < 200, seen.size() + " frames");
      for (int i = 0; i < seen.size(); i++) {
        assertEquals(TestFilms.level(i), seen.get(i).level());
      }
      assertTrue(message.startsWith("cannot read " + film + " to its end: it is trunc"), message);
      assertTrue(message.contains("; " + seen.size() + " "), message);
      assertTrue(extension.equals("mkv") || message.contains(" of 200 frames"), message);
      assertTrue(reader.next().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "avi, " + avcodec.AV_CODEC_ID_MPEG4 + ", " + avcodec.AV_CODEC_ID_PCM_S16LE,
    "asf, " + avcodec.AV_CODEC_ID_WMV2 + ", " + avcodec.AV_CODEC_ID_WMAV2
  })
  void aLengthThatTheFileStatesTellsWhatIsMissing(String container, int pictures, int sound)
      throws Exception {
    Path film = folder.resolve("cut." + container);
    TestFilms.withTone(film, container, pictures, sound);
    try (VideoReader whole = VideoReader.open(film)) {
      assertEquals(50, TestFilms.read(whole).size());
    }
    byte[] bytes = Files.readAllBytes(film);
    Files.write(film, Arrays.copyOf(bytes, bytes.length / 2));
    try (VideoReader reader = VideoReader.open(film)) {
      assertTrue(messageOf(() -> TestFilms.read(reader)).contains("it is truncated"));
    }
  }

  @Test
  void aFilmWithoutFramesIsToldApartFromOneWithoutFaces() throws IOException {
    Path film = Files.writeString(folder.resolve("none.y4m"), "YUV4MPEG2 W16 H16 F25:1 C420jpeg\n");
    try (VideoReader reader = VideoReader.open(film)) {
      assertEquals(
          "cannot read " + film + ": it has no frames", messageOf(() -> TestFilms.read(reader)));
    }
  }

  @Test
  void anMp4WithoutItsIndexIsRefused() throws IOException {
    Path film = TestFilms.write(folder.resolve("a.mp4"), 64, 48, TestFilms.steady(10, 25));
    byte[] bytes = Files.readAllBytes(film);
    Files.write(film, Arrays.copyOf(bytes, TestFilms.contentOf("moov", bytes) + 20));
    assertEquals(
        "cannot read " + film + ": its index is truncated or damaged", messageOfOpening(film));
    Files.write(film, Arrays.copyOf(bytes, TestFilms.contentOf("moov", bytes) - 8));
    assertEquals(
        "cannot read " + film + ": it is truncated or damaged, its index (moov) is missing",
        messageOfOpening(film));
  }

  @Test
  void hugePicturesAreRefused() throws IOException {
    Path film = TestFilms.write(folder.resolve("huge.mp4"), 64, 48, TestFilms.steady(3, 25));
    Files.write(film, patchedSize(Files.readAllBytes(film)));
    assertEquals(
        "cannot read "
            + film
            + ": 30000 x 30000 pixels; at most 100 megapixels are read, so reduce it first",
        messageOfOpening(film));
  }

  private static byte[] patchedSize(byte[] bytes) {
    int description = TestFilms.contentOf("stsd", bytes) + 8 + 8; // flags and count, size and name
    ByteBuffer.wrap(bytes)
        .putShort(description + 24, (short) 30_000)
        .putShort(description + 26, (short) 30_000);
    return bytes;
  }

  @Test
  void whatIsNoFilmIsRefusedInOneLine() throws Exception {
    Path missing = folder.resolve("missing.mp4");
    assertEquals("no file at " + missing + ": expected a film", messageOfOpening(missing));
    assertEquals(
        "cannot read " + folder + ": it is a folder, expected a film", messageOfOpening(folder));
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    assertEquals("cannot read " + empty + ": the file is empty", messageOfOpening(empty));
    Path text = Files.writeString(folder.resolve("text.mp4"), "Not a film.\n".repeat(500));
    assertTrue(messageOfOpening(text).startsWith("cannot read " + text + ": it is no film"));
    Path list =
        Files.writeString(folder.resolve("list.mp4"), "#EXTM3U\n#EXTINF:1,\n/etc/hostname\n");
    assertTrue(messageOfOpening(list).startsWith("cannot read " + list + ": it is no film"));
    for (Path file : List.of(missing, folder, empty, text, list)) {
      assertEquals(1, messageOfOpening(file).lines().count());
    }
  }

  @Test
  void aFilmOfSoundOnlyIsRefused() throws Exception {
    Path film = folder.resolve("sound.mp4");
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(film.toFile(), 1)) {
      recorder.setFormat("mp4");
      recorder.setSampleRate(TestFilms.RATE);
      recorder.setAudioCodec(avcodec.AV_CODEC_ID_AAC);
      recorder.start();
      recorder.recordSamples(TestFilms.RATE, 1, ShortBuffer.wrap(new short[TestFilms.RATE]));
    }
    assertEquals(
        "cannot read " + film + ": there are no moving pictures in it", messageOfOpening(film));
  }

  @Test
  void aFilmThatMayNotBeReadIsRefused() throws IOException {
    Path film = TestFilms.write(folder.resolve("secret.mp4"), 64, 48, 0, 40_000);
    Files.setPosixFilePermissions(film, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(film), "root reads everything");
    assertEquals("cannot read " + film + ": permission denied", messageOfOpening(film));
  }

  /** Random damage must give pictures or an error in one line, never a crash. */
  @Test
  void damagedFilmsLoseOnlyThemselves() throws IOException {
    Path film = TestFilms.write(folder.resolve("whole.mp4"), 64, 48, TestFilms.steady(30, 25));
    byte[] bytes = Files.readAllBytes(film);
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = bytes.clone();
      for (int k = 0; k < 8; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Path other = Files.write(folder.resolve("damaged.mp4"), damaged);
      try (VideoReader reader = VideoReader.open(other)) {
        TestFilms.read(reader);
      } catch (UserException e) {
        assertEquals(1, e.getMessage().lines().count());
      }
    }
  }

  private static String messageOfOpening(Path film) {
    return messageOf(() -> VideoReader.open(film).close());
  }

  private static String messageOf(Runnable reading) {
    return assertThrows(UserException.class, reading::run).getMessage();
  }
}
