package org.cycleat.render.mesh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cycleat.bench.Benchmark;
import org.cycleat.bench.Measurement;

/** How long the face model's files take to read. */
public final class ReaderBenchmark {
  private static final Path KIT = Path.of("../shared/data/ict-facekit.zip");
  private static final int SIDE =
      169; // a grid of about as much text as one shape of the face model

  private ReaderBenchmark() {}

  /** One OBJ, whole, from memory; a grid of the face model's size, so that everyone has it. */
  public static Benchmark obj() {
    byte[] text = grid();
    return new Benchmark(
        "OBJ of %.1f MB".formatted(text.length / 1e6),
        "ms",
        15,
        runs ->
            runs.apply(
                () -> {
                  long start = System.nanoTime();
                  ObjReader.read(new ByteArrayInputStream(text), "grid.obj", Companions.none());
                  return (System.nanoTime() - start) / 1e6;
                }));
  }

  /** The points of all shapes of the face model, from its ZIP, on all cores; empty without it. */
  public static List<Benchmark> shapes() {
    return Files.isRegularFile(KIT)
        ? List.of(
            new Benchmark(
                "points of all OBJ shapes in a ZIP", "ms", 5, ReaderBenchmark::readShapes))
        : List.of();
  }

  private static Measurement readShapes(Function<DoubleSupplier, Measurement> runs)
      throws IOException {
    try (ZipFile zip = new ZipFile(KIT.toFile())) {
      List<? extends ZipEntry> shapes =
          zip.stream().filter(entry -> entry.getName().endsWith(".obj")).toList();
      return runs.apply(
          () -> {
            long start = System.nanoTime();
            shapes.parallelStream().forEach(shape -> readPositions(zip, shape));
            return (System.nanoTime() - start) / 1e6;
          });
    }
  }

  private static void readPositions(ZipFile zip, ZipEntry shape) {
    try (InputStream text = zip.getInputStream(shape)) {
      ObjReader.readPositions(text, shape.getName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Squares with texture coordinates, written as the face model is. */
  private static byte[] grid() {
    StringBuilder text = new StringBuilder();
    for (String line : new String[] {"v %.6f %.6f 0.5\n", "vt %.6f %.6f\n"}) {
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          text.append(
              String.format(Locale.ROOT, line, (double) column / SIDE, (double) row / SIDE));
        }
      }
    }
    for (int i = 1; i < SIDE * (SIDE - 1); i++) {
      int above = i + SIDE;
      if (i % SIDE != 0) {
        text.append(
            "f %1$d/%1$d %2$d/%2$d %3$d/%3$d %4$d/%4$d\n".formatted(i, i + 1, above + 1, above));
      }
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
