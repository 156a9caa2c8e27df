package org.cycleat.cli;

import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.bench.Benchmark;
import org.cycleat.bench.Measurement;
import org.cycleat.dataset.Labels;
import org.cycleat.export.SavedModelWriter;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Framing;
import org.cycleat.model.ResNet;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Scope;
import org.cycleat.video.VideoFormat;
import org.cycleat.video.VideoFrame;
import org.cycleat.video.VideoReader;
import org.cycleat.video.VideoWriter;
import picocli.CommandLine;

/**
 * How many frames a second {@code cycleat recognize FILM --out DIR} does, from opening the model to
 * the finished film: of a real film with one face where there is one, else of a grey one.
 */
public final class RecognizeBenchmark {
  private static final Path DATA = Path.of("../shared/data");
  private static final Path REAL = DATA.resolve("video/WolfgangLanger_Pexels.mp4");
  private static final int IMAGE_SIZE = 64;
  private static final int RUNS = 3;

  private RecognizeBenchmark() {}

  /** At 640 x 360 and at 1280 x 720. */
  public static List<Benchmark> films() {
    return List.of(film(640), film(1280));
  }

  private static Benchmark film(int width) {
    String kind = Files.isRegularFile(REAL) ? "" : " without faces";
    return new Benchmark(
        "recognize a film%s, %d x %d, with drawing".formatted(kind, width, width * 9 / 16),
        "frames/s",
        RUNS,
        runs -> measure(width, runs));
  }

  private static Measurement measure(int width, Function<DoubleSupplier, Measurement> runs) {
    Path folder = newFolder();
    try {
      Path model = model(folder.resolve("model"));
      Path film = folder.resolve("film.mp4");
      int frames = film(film, width);
      return runs.apply(() -> framesPerSecond(model, film, frames, folder.resolve("out")));
    } finally {
      delete(folder);
    }
  }

  private static double framesPerSecond(Path model, Path film, int frames, Path out) {
    delete(out);
    List<String> arguments =
        List.of("--model", model.toString(), film.toString(), "--out", out.toString());
    StringWriter silent = new StringWriter();
    CommandLine command = new CommandLine(new RecognizeCommand());
    command.setOut(new PrintWriter(silent)).setErr(new PrintWriter(silent));
    long start = System.nanoTime();
    int code = command.execute(arguments.toArray(String[]::new));
    double seconds = (System.nanoTime() - start) / 1e9;
    if (code != 0) {
      throw new IllegalStateException(silent.toString());
    }
    return frames / seconds;
  }

  /** A model of the size of the preset small, which has learned nothing. */
  private static Path model(Path folder) {
    List<ServingInfo.Label> labels =
        Labels.EXPRESSIONS.codes().stream().map(code -> new ServingInfo.Label(code, code)).toList();
    new SavedModelWriter(
            tf ->
                new ResNet(
                    new Scope(new Parameters(tf, "f_T", 1), Initializer.HE),
                    ResNet.Depth.RESNET_18,
                    1,
                    labels.size()),
            (tf, classifier, session) -> classifier.parameters().initialize(session),
            new ServingInfo(labels, IMAGE_SIZE, Framing.DEFAULT))
        .write(folder);
    return folder;
  }

  /** Writes the film in the given width; 16 by 9. Returns its number of frames. */
  private static int film(Path target, int width) {
    if (!Files.isRegularFile(REAL)) {
      return greyFilm(target, width);
    }
    int frames = 0;
    try (VideoReader real = VideoReader.open(REAL);
        VideoWriter writer =
            VideoWriter.open(target, format(width, real.format()), Optional.of(REAL));
        Size size = new Size(width, width * 9 / 16);
        Mat resized = new Mat()) {
      for (Optional<VideoFrame> next = real.next(); next.isPresent(); next = real.next()) {
        try (VideoFrame frame = next.get()) {
          resize(frame.bgr(), resized, size);
          writer.write(resized, frame.timeMicros());
          frames++;
        }
      }
    }
    return frames;
  }

  private static VideoFormat format(int width, VideoFormat of) {
    return new VideoFormat(width, width * 9 / 16, of.framesPerSecond(), of.frames());
  }

  private static int greyFilm(Path target, int width) {
    int frames = 300;
    VideoFormat format = new VideoFormat(width, width * 9 / 16, 25, frames);
    try (VideoWriter writer = VideoWriter.open(target, format, Optional.empty());
        Mat grey = new Mat(width * 9 / 16, width, opencv_core.CV_8UC3, Scalar.GRAY)) {
      for (int i = 0; i < frames; i++) {
        writer.write(grey, 40_000L * i);
      }
    }
    return frames;
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("recognize");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> below = Files.walk(folder)) {
          for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(each);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
