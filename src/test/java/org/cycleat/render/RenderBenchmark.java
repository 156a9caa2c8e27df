package org.cycleat.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cycleat.Workers;
import org.cycleat.bench.Benchmark;
import org.cycleat.bench.Measurement;
import org.cycleat.render.dataset.KitPeople;
import org.cycleat.render.dataset.LaboratoryLook;
import org.cycleat.render.dataset.Poses;
import org.cycleat.render.dataset.RenderJob;
import org.cycleat.render.dataset.RenderPlan;
import org.cycleat.render.facekit.DrawnKit;
import org.cycleat.render.facekit.Expression;
import org.cycleat.render.facekit.FaceKit;
import org.cycleat.render.mesh.Colour;

/** How many faces a second are rendered on all cores: of ICT-FaceKit, or of a drawn one like it. */
public final class RenderBenchmark {
  private static final Path REAL = Path.of("../shared/data/ict-facekit.zip");
  private static final int SIZE = 256;
  private static final int RUNS = 5;
  private static final int PEOPLE = 2;
  private static final int POSES = 16;
  private static final int[] PANS = {-45, -35, -25, -15, -5, 0, 5, 15, 25, 35, 45};
  private static final int[] TILTS = {-30, -25, -20, -15, -10, -5, 0, 5, 10, 15, 20, 25, 30};

  private RenderBenchmark() {}

  /** Faces in memory, and faces on disk. */
  public static List<Benchmark> faces() {
    String of = Files.isRegularFile(REAL) ? "" : " of a drawn kit";
    return List.of(
        new Benchmark(
            "faces%s in memory, %d px, anti-aliased".formatted(of, SIZE),
            "faces/s",
            RUNS,
            runs -> inMemory(kit(), runs)),
        new Benchmark(
            "faces%s written as JPEG, %d px".formatted(of, SIZE),
            "images/s",
            RUNS,
            runs -> runs.apply(imagesPerSecond(kit()))));
  }

  private static FaceKit kit() throws IOException {
    Path folder = newFolder();
    try {
      return FaceKit.read(Files.isRegularFile(REAL) ? REAL : DrawnKit.write(folder), SIZE);
    } finally {
      delete(folder);
    }
  }

  /** One head in the paper's 143 poses, as a sitting of a job draws it. */
  private static Measurement inMemory(FaceKit kit, Function<DoubleSupplier, Measurement> runs) {
    Head head = kit.sitter(kit.person(1, 0)).show(Expression.SURPRISE, 4);
    List<View> views = new ArrayList<>();
    for (int pan : PANS) {
      for (int tilt : TILTS) {
        Head.Frame frame = head.frame();
        views.add(new View(new HeadPose(pan, tilt), frame.centre(), frame.camera(SIZE, 5)));
      }
    }
    AtomicLong seen = new AtomicLong(); // what is looked at cannot be left out
    return runs.apply(
        () -> {
          seen.set(0);
          long start = System.nanoTime();
          draw(head, views, seen);
          double seconds = (System.nanoTime() - start) / 1e9;
          if (seen.get() == 0) {
            throw new IllegalStateException("black pictures");
          }
          return views.size() / seconds;
        });
  }

  private static void draw(Head head, List<View> views, AtomicLong seen) {
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        Workers.perCore(views.size()),
        "rendering",
        () -> {
          Rasterizer rasterizer = new Rasterizer(SIZE, SIZE, Rasterizer.SMOOTH);
          for (int i = next.getAndIncrement(); i < views.size(); i = next.getAndIncrement()) {
            Raster raster = rasterizer.draw(head.solid(), views.get(i), Lighting.STUDIO);
            int rgb = raster.toImage(Colour.BLACK).getRGB(SIZE / 2, SIZE / 2);
            seen.addAndGet(rgb & 0xFFFFFF);
          }
          return null;
        });
  }

  /** A whole job: people are made up, too, images and manifest are written. */
  private static DoubleSupplier imagesPerSecond(FaceKit kit) {
    return () -> {
      Path out = newFolder();
      try {
        RenderPlan plan =
            RenderPlan.of(
                new KitPeople(kit, 1, 0, PEOPLE),
                List.of(3, 4),
                Poses.parse(Integer.toString(POSES)),
                1,
                0.8);
        RenderJob job =
            new RenderJob(
                plan,
                () -> new LaboratoryLook(SIZE, Colour.BLACK),
                new RenderJob.Output(out, "jpg", true, true, Optional.empty(), Map.of()));
        long start = System.nanoTime();
        job.run(Workers.perCore(Integer.MAX_VALUE), () -> {});
        return plan.size() / ((System.nanoTime() - start) / 1e9);
      } finally {
        delete(out);
      }
    };
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("render");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
