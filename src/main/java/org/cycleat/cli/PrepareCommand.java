package org.cycleat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cycleat.UserException;
import org.cycleat.data.Labels;
import org.cycleat.face.Box;
import org.cycleat.face.FaceAligner;
import org.cycleat.face.FaceCutter;
import org.cycleat.face.FaceDetector;
import org.cycleat.face.Framing;
import org.cycleat.face.HandBoxes;
import org.cycleat.face.ImageFacts;
import org.cycleat.face.Preparation;
import org.cycleat.train.TaskProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat prepare}: faces out of photographs, aligned as the networks want them. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = {
      "Find the face in each photograph of a folder, and write aligned crops and manifest.csv.",
      "Images that fail are listed in failed.csv with the reason. Enter the missing boxes in a copy"
          + " of that list, and give it back with --boxes."
    })
public final class PrepareCommand implements Callable<Integer> {
  private static final int SOME_FAILED = 1;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "DIR",
      description =
          "Photographs, at any depth. Its manifest.csv, or folders named like a class, give labels.")
  private Path in;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the crops go, in the same folders as the photographs.")
  private Path out;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "256",
      description = "Side of the crops (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--margin",
      paramLabel = "FRACTION",
      defaultValue = "0",
      description =
          "More around the face: 0.25 makes the crop a quarter wider than the framing of Labeled"
              + " Faces in the Wild, -0.1 a tenth tighter (default: ${DEFAULT-VALUE}).")
  private double margin;

  @Option(
      names = "--format",
      paramLabel = "png|jpg",
      defaultValue = "png",
      description = "Format of the crops; jpg has quality 95 (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--all-faces",
      description = "Every face of a photograph. Without it, the largest near the centre.")
  private boolean allFaces;

  @Option(
      names = "--boxes",
      paramLabel = "FILE",
      description = "CSV with path, x, y, width, height of faces found by eye, as in failed.csv.")
  private Path boxes;

  @Option(
      names = "--labels",
      paramLabel = "LIST",
      description =
          "Labels whose codes, names or aliases name the class folders, separated by commas, as for"
              + " `cycleat train`. Other folders give no label (default: the seven expressions).")
  private String labels;

  @Mixin private FaceModelOption faceModel;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Preparation preparation = preparation();
    List<Path> images = preparation.images();
    if (images.isEmpty()) {
      throw new UserException(
          "no images in " + in + " (--in): expected .jpg, .png, .bmp, .tif or .webp, at any depth");
    }
    Optional<Path> model = faceModel.resolve();
    Preparation.Count count;
    try (TaskProgress progress = new TaskProgress("prepare", images.size())) {
      count = preparation.run(images, () -> FaceDetector.open(model), progress::step);
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%d images: %d crops in %s, %d failed%s%n",
            count.images(),
            count.crops(),
            out,
            count.failed(),
            count.failed() == 0 ? "" : " (see " + out.resolve("failed.csv") + ")");
    return count.failed() == 0 ? 0 : SOME_FAILED;
  }

  private Preparation preparation() {
    requireSeparateFolders();
    if (!Set.of("png", "jpg").contains(format)) {
      throw new UserException("unknown format " + format + " (--format): expected png or jpg");
    }
    Map<Path, Box> byHand = Map.of();
    if (boxes != null) {
      if (!Files.isRegularFile(boxes)) {
        throw new UserException(
            "no file at " + boxes + " (--boxes): expected a copy of failed.csv with boxes");
      }
      if (boxes.toAbsolutePath().normalize().equals(failedList())) {
        throw new UserException(
            boxes + " (--boxes) would be overwritten by this run: give a copy of it");
      }
      byHand = HandBoxes.read(boxes);
    }
    Labels known = labels == null ? Labels.EXPRESSIONS : Labels.parse(labels);
    FaceCutter cutter = new FaceCutter(aligner(), allFaces, format, byHand);
    return new Preparation(
        in, out, cutter, ImageFacts.in(in, name -> known.indexOf(name).isPresent()));
  }

  private Path failedList() {
    return out.resolve("failed.csv").toAbsolutePath().normalize();
  }

  private FaceAligner aligner() {
    try {
      return new FaceAligner(size, Framing.DEFAULT.widened(margin));
    } catch (IllegalArgumentException e) {
      throw new UserException(
          e.getMessage() + " (--size " + size + ", --margin " + margin + ")", e);
    }
  }

  /** Crops among the photographs would be taken for photographs next time, or replace them. */
  private void requireSeparateFolders() {
    if (!Files.isDirectory(in)) {
      throw new UserException("no folder at " + in + " (--in): expected a folder of photographs");
    }
    try {
      Path from = in.toRealPath();
      Path to = Files.exists(out) ? out.toRealPath() : out.toAbsolutePath().normalize();
      if (from.startsWith(to) || to.startsWith(from)) {
        throw new UserException(
            out + " (--out) and " + in + " (--in) contain each other: choose a folder beside it");
      }
    } catch (IOException e) {
      throw new UserException("cannot read " + in + " (--in): " + e, e);
    }
  }
}
