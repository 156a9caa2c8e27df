package org.cycleat.face;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.bytedeco.opencv.global.opencv_core;
import org.cycleat.UserException;
import org.cycleat.Workers;

/**
 * Prepares a folder of photographs: aligned crops in the same folder structure, {@code
 * manifest.csv} beside them, and {@code failed.csv} with what could not be cut and why, in which a
 * person can enter boxes.
 *
 * @param in folder of photographs
 * @param out folder of the crops; neither inside the other
 * @param cutter how they are cut
 * @param facts what is known of each photograph, by path relative to {@code in}
 */
public record Preparation(Path in, Path out, FaceCutter cutter, Function<Path, ImageFacts> facts) {
  private static final String[] MANIFEST = {
    "path", "label", "subject", "split", "x", "y", "width", "height", "score", "source"
  };
  private static final String[] FAILED = {"path", "reason", "x", "y", "width", "height"};

  /** How many images were read, crops written and images given up. */
  public record Count(int images, int crops, int failed) {}

  /** What became of one image: crops, or the reason why there is none. */
  private record Outcome(List<FaceCutter.Cut> cuts, Optional<String> failure) {}

  /** The photographs, relative to {@code in}, in the order of their paths. */
  public List<Path> images() {
    return Photographs.list(in).stream().map(in::relativize).toList();
  }

  /**
   * Cuts all images on all cores. An image that fails is recorded and the rest goes on.
   *
   * @param detectors opens a detector for each thread
   * @param afterEach called after each image, from any thread
   * @throws UserException when the detector or the output folder fails
   */
  public Count run(List<Path> images, Supplier<FaceDetector> detectors, Runnable afterEach) {
    List<Path> targets = targets(images);
    Outcome[] outcomes = new Outcome[images.size()];
    AtomicInteger next = new AtomicInteger();
    Callable<Void> worker =
        () -> {
          try (FaceDetector detector = detectors.get()) {
            for (int i = next.getAndIncrement(); i < outcomes.length; i = next.getAndIncrement()) {
              outcomes[i] = prepare(images.get(i), targets.get(i), detector);
              afterEach.run();
            }
            return null;
          }
        };
    onAllCores(worker, images.size());
    return record(images, List.of(outcomes));
  }

  private static void onAllCores(Callable<Void> worker, int tasks) {
    int threadsOfOpenCv = opencv_core.getNumThreads();
    opencv_core.setNumThreads(1); // the images are the parallel part
    try {
      Workers.run(Workers.perCore(tasks), "preparing images", worker);
    } finally {
      opencv_core.setNumThreads(threadsOfOpenCv);
    }
  }

  private Outcome prepare(Path image, Path target, FaceDetector detector) {
    try {
      return new Outcome(cutter.cut(in, image, detector, target), Optional.empty());
    } catch (UserException e) {
      return new Outcome(List.of(), Optional.of(e.getMessage()));
    } catch (RuntimeException e) { // OpenCV's exceptions, over one image, must not end the run
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
      return new Outcome(List.of(), Optional.of(reason));
    }
  }

  /** Where each image's crop goes, without extension: a.jpg and a.png must not share one. */
  private List<Path> targets(List<Path> images) {
    Set<Path> taken = new HashSet<>();
    List<Path> targets = new ArrayList<>();
    for (Path image : images) {
      String name = image.getFileName().toString();
      Path target = image.resolveSibling(name.substring(0, name.lastIndexOf('.')));
      for (int i = 1; !taken.add(target); i++) {
        target = image.resolveSibling(i == 1 ? name : name + "-" + i);
      }
      targets.add(out.resolve(target));
    }
    return targets;
  }

  private Count record(List<Path> images, List<Outcome> outcomes) {
    int crops = 0;
    int failed = 0;
    try (CSVPrinter manifest = csv("manifest.csv", MANIFEST);
        CSVPrinter failures = csv("failed.csv", FAILED)) {
      for (int i = 0; i < outcomes.size(); i++) {
        String source = slashes(images.get(i));
        for (FaceCutter.Cut cut : outcomes.get(i).cuts) {
          printCut(manifest, cut, facts.apply(images.get(i)), source);
          crops++;
        }
        if (outcomes.get(i).failure.isPresent()) {
          failures.printRecord(source, outcomes.get(i).failure.get(), "", "", "", "");
          failed++;
        }
      }
    } catch (IOException e) {
      throw new UserException("cannot write the manifest in " + out + ": " + e, e);
    }
    return new Count(outcomes.size(), crops, failed);
  }

  private void printCut(CSVPrinter manifest, FaceCutter.Cut cut, ImageFacts known, String source)
      throws IOException {
    Box box = cut.face().box();
    manifest.printRecord(
        slashes(out.relativize(cut.file())),
        known.label(),
        known.subject(),
        known.split(),
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        Math.round(1e4 * cut.face().score()) / 1e4,
        source);
  }

  private CSVPrinter csv(String name, String[] header) throws IOException {
    Files.createDirectories(out);
    BufferedWriter writer = Files.newBufferedWriter(out.resolve(name));
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader(header).setRecordSeparator('\n').get();
    return new CSVPrinter(writer, format);
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }
}
