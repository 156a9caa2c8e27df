package org.cycleat.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoWriterTest {
  static {
    PulseAudio.load();
  }

  private static final VideoFormat SMALL = new VideoFormat(64, 48, 25, 0);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"mp4, 9", "mov, 9", "m4v, 9", "mkv, 500"})
  void variableTimesAreKept(String extension, double toleranceMicros) throws IOException {
    Path film = folder.resolve("a." + extension);
    long[] times = {0, 8_333, 41_667, 141_667, 150_000, 1_150_000, 1_183_333};
    TestFilms.write(film, 98, 54, times);
    try (VideoReader reader = VideoReader.open(film)) {
      List<TestFilms.Seen> seen = TestFilms.read(reader);
      assertEquals(times.length, seen.size());
      for (int i = 0; i < times.length; i++) {
        assertEquals(i, seen.get(i).index());
        assertEquals(0.0, (double) (times[i] - seen.get(i).timeMicros()), toleranceMicros);
        assertEquals(TestFilms.level(i), seen.get(i).level());
      }
    }
    assertEquals("7", Ffprobe.line(film, "v", "stream=nb_read_packets"));
    assertEquals(
        "h264,yuv420p,tv,smpte170m",
        Ffprobe.line(film, "v", "stream=codec_name,pix_fmt,color_range,color_space"));
    if (!extension.equals("mkv")) {
      assertEquals(1.183333 + 0.033333, Ffprobe.seconds(film, "v"), 1e-4);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {24, 25, 30, 60, 120, 24000 / 1001.0, 30000 / 1001.0})
  void steadyRatesAreExact(double rate) throws IOException {
    Path film = TestFilms.write(folder.resolve("a.mp4"), 64, 48, TestFilms.steady(50, rate));
    String[] kept = Ffprobe.line(film, "v", "stream=avg_frame_rate").split("/", -1);
    assertEquals(rate, Double.parseDouble(kept[0]) / Double.parseDouble(kept[1]), 1e-9);
  }

  @Test
  void oddSizesGrowByTheirLastColumnAndRow() {
    Path film = folder.resolve("odd.mp4");
    try (VideoWriter writer =
            VideoWriter.open(film, new VideoFormat(67, 45, 25, 0), Optional.empty());
        Mat picture = TestFilms.picture(67, 45, 3)) {
      writer.write(picture, 0);
    }
    try (VideoReader reader = VideoReader.open(film);
        VideoFrame frame = reader.next().orElseThrow();
        Rect edge = new Rect(66, 30, 2, 16);
        Mat right = new Mat(frame.bgr(), edge)) {
      assertEquals(68, frame.bgr().cols());
      assertEquals(46, frame.bgr().rows());
      assertArrayEquals(new double[] {120, 120, 120}, TestFilms.quarter(right, 1, 1), 3);
    }
  }

  @ParameterizedTest
  @CsvSource({"640, 360", "1280, 720"}) // television's two matrices
  void coloursStayAsTheyWere(int width, int height) {
    Path film = folder.resolve("a.mp4");
    TestFilms.write(film, width, height, 0);
    try (VideoReader reader = VideoReader.open(film);
        VideoFrame frame = reader.next().orElseThrow()) {
      assertArrayEquals(new double[] {20, 20, 220}, TestFilms.quarter(frame.bgr(), 0, 0), 2);
      assertArrayEquals(new double[] {60, 60, 60}, TestFilms.quarter(frame.bgr(), 1, 1), 1.5);
    }
  }

  @Test
  void picturesAtTheSameTimeAreAllKept() {
    Path film = TestFilms.write(folder.resolve("a.mp4"), 64, 48, 0, 40_000, 40_000, 30_000, 80_000);
    try (VideoReader reader = VideoReader.open(film)) {
      assertEquals(
          List.of(0, 1, 2, 3, 4), TestFilms.read(reader).stream().map(s -> s.level()).toList());
    }
  }

  @ParameterizedTest
  @CsvSource({"mp4, aac", "mov, aac", "mp4, mp3", "mkv, mp3"})
  void soundIsCopiedPacketByPacket(String extension, String codec) throws Exception {
    int id = codec.equals("aac") ? avcodec.AV_CODEC_ID_AAC : avcodec.AV_CODEC_ID_MP3;
    Path film = folder.resolve("in.mp4");
    TestFilms.withTone(film, "mp4", avcodec.AV_CODEC_ID_MPEG4, id);
    Path copy = TestFilms.copy(film, folder.resolve("out." + extension));
    assertEquals(codec, Ffprobe.line(copy, "a", "stream=codec_name"));
    List<String> sizes = Ffprobe.lines(film, "a", "packet=size");
    assertEquals(sizes, Ffprobe.lines(copy, "a", "packet=size"));
    assertTrue(sizes.size() > 70, sizes.toString());
    assertEquals(1, firstLoudSecond(copy), 0.03);
    assertEquals("50", Ffprobe.line(copy, "v", "stream=nb_read_frames"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"avi", "mkv"})
  void soundOfOtherCodecsIsEncodedInStep(String container) throws Exception {
    Path film = folder.resolve("in." + container);
    String kind = container.equals("mkv") ? "matroska" : container;
    TestFilms.withTone(film, kind, avcodec.AV_CODEC_ID_MPEG4, avcodec.AV_CODEC_ID_PCM_S16LE);
    Path copy = TestFilms.copy(film, folder.resolve("out.mp4"));
    assertEquals("aac,1", Ffprobe.line(copy, "a", "stream=codec_name,channels"));
    assertEquals(2, Ffprobe.seconds(copy, "a"), 0.03);
    assertEquals(1, firstLoudSecond(copy), 0.03);
  }

  @Test
  void aFilmWithoutSoundGivesNone() throws IOException {
    Path film = TestFilms.write(folder.resolve("in.mp4"), 64, 48, TestFilms.steady(5, 25));
    Path copy = TestFilms.copy(film, folder.resolve("out.mp4"));
    assertEquals("", Ffprobe.line(copy, "a", "stream=codec_name"));
    assertEquals(0.2, Ffprobe.seconds(copy, "v"), 1e-4);
  }

  @Test
  void aFilmStandsAtItsPlaceOnlyWhenItIsComplete() throws IOException {
    Path film = Files.writeString(folder.resolve("a.mp4"), "what was there");
    try (Mat picture = TestFilms.picture(64, 48, 0)) {
      try (VideoWriter given = VideoWriter.open(film, SMALL, Optional.empty())) {
        given.write(picture, 0);
        given.discard();
      }
      VideoWriter.open(film, SMALL, Optional.empty()).close(); // without pictures
      assertEquals(List.of(film), files());
      assertEquals("what was there", Files.readString(film));
      try (VideoWriter kept = VideoWriter.open(film, SMALL, Optional.empty())) {
        kept.write(picture, 0);
        assertEquals("what was there", Files.readString(film));
      }
    }
    assertEquals(List.of(film), files());
    assertEquals("1", Ffprobe.line(film, "v", "stream=nb_read_frames"));
  }

  @Test
  void theIndexComesFirst() throws IOException {
    Path film = TestFilms.write(folder.resolve("a.mp4"), 64, 48, TestFilms.steady(5, 25));
    byte[] bytes = Files.readAllBytes(film);
    assertTrue(TestFilms.contentOf("moov", bytes) < TestFilms.contentOf("mdat", bytes));
  }

  @Test
  void whatCannotBeWrittenIsRefused() throws IOException {
    assertEquals(
        "cannot write a.gif: expected a name in .mp4, .mov, .m4v or .mkv",
        messageOfOpening(Path.of("a.gif"), SMALL));
    Path file = Files.createFile(folder.resolve("file"));
    String message = messageOfOpening(file.resolve("a.mp4"), SMALL);
    assertTrue(message.startsWith("cannot write " + file.resolve("a.mp4") + ": "), message);
    Path large = folder.resolve("large.mp4");
    message = messageOfOpening(large, new VideoFormat(20_000, 100, 25, 0));
    assertTrue(message.contains("takes no pictures of 20000 x 100 pixels"), message);
    message = messageOfOpening(large, new VideoFormat(8, 64, 25, 0));
    assertTrue(message.contains("takes no pictures of 8 x 64 pixels"), message);
    assertEquals(List.of(file), files());
    assertFalse(VideoWriter.canWrite(Path.of("a.avi")));
  }

  @Test
  void aPictureOfAnotherSizeIsRefused() {
    try (VideoWriter writer = VideoWriter.open(folder.resolve("a.mp4"), SMALL, Optional.empty());
        Mat picture = TestFilms.picture(48, 64, 0)) {
      assertThrows(IllegalArgumentException.class, () -> writer.write(picture, 0));
    }
  }

  /** FFmpeg's muxers go on after a failed write; this device fails them all. */
  @Test
  void aFullDiskIsNoticed() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    try (Muxer muxer = Muxer.create(full, "matroska", Path.of("a.mkv"));
        PictureEncoder encoder = PictureEncoder.open(muxer, SMALL, "cannot write a.mkv");
        Mat picture = TestFilms.picture(64, 48, 0)) {
      UserException error =
          assertThrows(
              UserException.class,
              () -> {
                muxer.start();
                encoder.write(picture, 0);
                encoder.finish();
                muxer.finish();
              });
      assertEquals(
          "cannot write a.mkv: no space left on device; make room or choose another folder",
          error.getMessage());
    }
  }

  /** A limit of the size of files stands in for a disk that fills up in the middle of a film. */
  @Test
  void aDiskThatFillsUpLeavesNothing() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
    Path film = folder.resolve("a.mp4");
    String command = "ulimit -f 200; exec \"$0\" -cp \"$1\" \"$2\" \"$3\"";
    Process process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                command,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"),
                EndlessFilm.class.getName(),
                film.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(3, process.waitFor(), output);
    assertEquals(
        "cannot write "
            + film
            + ": file too large; raise the limit (`ulimit -f`) or choose another folder",
        output.strip());
    assertEquals(List.of(), files());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static String messageOfOpening(Path film, VideoFormat format) {
    return assertThrows(
            UserException.class, () -> VideoWriter.open(film, format, Optional.empty()).close())
        .getMessage();
  }

  /** Seconds from the start at which the sound becomes loud. */
  private static double firstLoudSecond(Path film) throws FrameGrabber.Exception {
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(film.toFile())) {
      grabber.start();
      for (Frame frame = grabber.grabSamples(); frame != null; frame = grabber.grabSamples()) {
        ShortBuffer samples = (ShortBuffer) frame.samples[0];
        for (int i = 0; i < samples.limit(); i++) {
          if (Math.abs(samples.get(i)) > 4000) {
            return frame.timestamp / 1e6 + (double) i / grabber.getSampleRate();
          }
        }
      }
    }
    throw new AssertionError("no tone in " + film);
  }
}
