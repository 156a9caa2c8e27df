package org.cycleat.video;

import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.bench.Benchmark;

/** How many pictures of a film a second are read, and read and written again, with no sound. */
public final class VideoBenchmark {
  private static final Path REAL = Path.of("../shared/data/video/WolfgangLanger_Pexels.mp4");
  private static final int FRAMES = 150;
  private static final int RUNS = 5;

  private VideoBenchmark() {}

  /** At 640 x 360 and 1280 x 720, of a real film where there is one. */
  public static List<Benchmark> films() {
    List<Benchmark> all = new ArrayList<>();
    for (int width : new int[] {640, 1280}) {
      String size = width + " x " + width * 9 / 16;
      all.add(measured("film read, H.264, " + size, width, (film, folder) -> readAll(film)));
      all.add(
          measured(
              "film read and written, H.264, " + size,
              width,
              (film, folder) -> TestFilms.copy(film, folder.resolve("copy.mp4"))));
    }
    return all;
  }

  private static Benchmark measured(String name, int width, BiConsumer<Path, Path> once) {
    return new Benchmark(
        name,
        "frames/s",
        RUNS,
        runs -> {
          Path folder = Files.createTempDirectory("films");
          try {
            Path film = film(folder, width, width * 9 / 16);
            return runs.apply(() -> rate(() -> once.accept(film, folder)));
          } finally {
            delete(folder);
          }
        });
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
