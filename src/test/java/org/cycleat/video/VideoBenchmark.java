package org.cycleat.video;

import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.bench.Measurement;

/** How many pictures of a film a second are read, and read and written again, with no sound. */
public final class VideoBenchmark {
  private static final Path REAL = Path.of("../shared/data/video/WolfgangLanger_Pexels.mp4");
  private static final int FRAMES = 150;
  private static final int RUNS = 5;

  private VideoBenchmark() {}

  /** At 640 x 360 and 1280 x 720, of a real film where there is one. */
  public static List<Measurement> films() {
    List<Measurement> all = new ArrayList<>();
    Path folder = null;
    try {
      folder = Files.createTempDirectory("films");
      for (int width : new int[] {640, 1280}) {
        all.addAll(measure(film(folder, width, width * 9 / 16), folder));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(folder);
    }
  }

  private static List<Measurement> measure(Path film, Path folder) {
    String size;
    try (VideoReader reader = VideoReader.open(film)) {
      size = reader.format().width() + " x " + reader.format().height();
    }
    Path copy = folder.resolve("copy.mp4");
    return List.of(
        Measurement.of(
            "film read, H.264, " + size, "frames/s", RUNS, () -> rate(() -> readAll(film))),
        Measurement.of(
            "film read and written, H.264, " + size,
            "frames/s",
            RUNS,
            () -> rate(() -> TestFilms.copy(film, copy))));
  }

  private static double rate(Runnable once) {
    long start = System.nanoTime();
    once.run();
    return FRAMES / ((System.nanoTime() - start) / 1e9);
  }

  private static void readAll(Path film) {
    try (VideoReader reader = VideoReader.open(film)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        next.get().close();
      }
    }
  }

  private static Path film(Path folder, int width, int height) {
    Path film = folder.resolve(width + ".mp4");
    if (!Files.exists(REAL)) {
      return TestFilms.write(film, width, height, TestFilms.steady(FRAMES, 25));
    }
    VideoFormat format = new VideoFormat(width, height, 25, FRAMES);
    try (VideoReader reader = VideoReader.open(REAL);
        VideoWriter writer = VideoWriter.open(film, format, Optional.empty());
        Mat sized = new Mat();
        Size size = new Size(width, height)) {
      for (int i = 0; i < FRAMES; i++) {
        try (VideoFrame frame = reader.next().orElseThrow()) {
          resize(frame.bgr(), sized, size);
          writer.write(sized, i * 40_000L);
        }
      }
    }
    return film;
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
