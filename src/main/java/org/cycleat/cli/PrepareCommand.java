package org.cycleat.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.cycleat.InterruptedRunException;
import org.cycleat.StopRequest;
import org.cycleat.UserException;
import org.cycleat.Workers;
import org.cycleat.dataset.Listing;
import org.cycleat.dataset.Tree;
import org.cycleat.face.Alignment;
import org.cycleat.face.FaceAligner;
import org.cycleat.face.FaceInstruments;
import org.cycleat.face.Framing;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FaceModels;
import org.cycleat.prepare.FaceCutter;
import org.cycleat.prepare.FilmCutter;
import org.cycleat.prepare.HandBoxes;
import org.cycleat.prepare.HandBoxes.HandBox;
import org.cycleat.prepare.Preparation;
import org.cycleat.train.TaskProgress;
import org.cycleat.video.VideoReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat prepare}: faces out of images, aligned as the networks want them. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = {
      "Find the face in each image of a data set, and write aligned crops and manifest.csv. A face"
          + " whose landmarks or box the data set's own manifest.csv tells is not sought.",
      "Interrupted in whatever way, the same command goes on where it was. Images that fail are"
          + " listed in failed.csv with the reason: enter the missing boxes there, and give it back"
          + " with --boxes."
    })
public final class PrepareCommand implements Callable<Integer> {
  private static final int SOME_FAILED = 1;
  private static final int MOST_SECONDS = 86_400;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the crops go, in the same folders as the images.")
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
      names = "--align",
      paramLabel = "eyes|template",
      defaultValue = "eyes",
      description =
          "Put faces upright by their eyes, or by all landmarks, which keeps the size of faces that"
              + " are turned aside (default: ${DEFAULT-VALUE}).")
  private Alignment alignment;

  @Option(
      names = "--all-faces",
      description = "Every face of an image. Without it, the largest near the centre.")
  private boolean allFaces;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description =
          "Of a film: shortest time between two crops of one face. Crops that look like an earlier"
              + " one of the same face are left out (default: ${DEFAULT-VALUE}).")
  private double everySeconds;

  @Option(
      names = "--boxes",
      paramLabel = "FILE",
      description =
          "CSV with path, x, y, width, height of faces found by eye: failed.csv of the same --out,"
              + " or a copy of it. They join what is in the manifest.")
  private Path boxes;

  @Option(
      names = "--overwrite",
      description = "Begin anew in a folder that was begun with other options, deleting its crops.")
  private boolean overwrite;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that work; without it, one for each core.")
  private Integer threads;

  @Mixin private DataSetOptions input;
  @Mixin private FaceModelOption faceModel;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    check();
    Map<Path, HandBox> byHand = boxes == null ? Map.of() : HandBoxes.read(boxes);
    FaceModels models = faceModel.models();
    FaceCutter cutter = new FaceCutter(out, aligner(), allFaces, format);
    FilmCutter films = new FilmCutter(VideoReader::open, cutter, everySeconds);
    Consumer<String> told = line -> spec.commandLine().getErr().println("cycleat: " + line);
    Losses losses = new Losses(told);
    Listing listing = input.list(spec.commandLine().getOut(), told, losses);
    DataSetOptions.requireApart(out, listing);
    Tree tree = listing.tree();
    Preparation.Setup setup =
        new Preparation.Setup(
            tree.root(),
            listing.contents().with(tree.unreadable()),
            cutter,
            Optional.of(new Preparation.Films(films, new HashSet<>(tree.films())::contains)),
            settings(models));
    try (Preparation job = new Preparation(setup, byHand, overwrite);
        StopRequest stop = StopRequest.listen();
        TaskProgress progress = new TaskProgress("prepare", job.size(), job.done())) {
      Preparation.Run run =
          new Preparation.Run(
              threads == null ? Workers.perCore(Integer.MAX_VALUE) : threads,
              stop::isRequested,
              progress::step);
      Preparation.Count count =
          job.run(run, () -> FaceInstruments.open(models))
              .orElseThrow(
                  () ->
                      new InterruptedRunException(
                          "stopped; what is done is in "
                              + out
                              + ", and the same command goes on from there"));
      return report(count) ? losses.exitCode() : SOME_FAILED;
    }
  }

  /** Tells what came of it, and whether all could be cut. */
  private boolean report(Preparation.Count count) {
    spec.commandLine()
        .getOut()
        .printf(
            "%d images: %d crops in %s, %d failed%s%n",
            count.images(),
            count.crops(),
            out,
            count.failed(),
            count.failed() == 0 ? "" : " (see " + out.resolve("failed.csv") + ")");
    return count.failed() == 0;
  }

  private void check() {
    input.requireApartFrom(out);
    if (!Set.of("png", "jpg").contains(format)) {
      throw new UserException("unknown format " + format + " (--format): expected png or jpg");
    }
    if (!(everySeconds >= 0 && everySeconds <= MOST_SECONDS)) {
      throw new UserException(
          "--every: expected seconds from 0 to " + MOST_SECONDS + ", found " + everySeconds);
    }
    if (threads != null && threads < 1) {
      throw new UserException("--threads: expected a number from 1, found " + threads);
    }
    if (boxes != null && !Files.isRegularFile(boxes)) {
      throw new UserException(
          "no file at " + boxes + " (--boxes): expected failed.csv with boxes entered");
    }
  }

  private FaceAligner aligner() {
    try {
      return new FaceAligner(size, Framing.DEFAULT.widened(margin).by(alignment));
    } catch (IllegalArgumentException e) {
      throw new UserException(
          e.getMessage() + " (--size " + size + ", --margin " + margin + ")", e);
    }
  }

  /** All that the crops depend on. */
  private Map<String, String> settings(FaceModels models) {
    Map<String, String> settings = new TreeMap<>(input.settings());
    settings.put("--size", Integer.toString(size));
    settings.put("--margin", Double.toString(margin));
    settings.put("--format", format);
    settings.put("landmarks", models.find(FaceModel.LANDMARKS68).sha256());
    settings.put("--align", alignment.toString());
    settings.put("--all-faces", Boolean.toString(allFaces));
    settings.put("--every", Double.toString(everySeconds));
    settings.put("--face-model", models.find(FaceModel.YUNET).sha256());
    return settings;
  }
}
