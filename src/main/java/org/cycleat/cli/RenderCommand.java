package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.cycleat.UserException;
import org.cycleat.Workers;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.dataset.ManifestColumns;
import org.cycleat.face.Alignment;
import org.cycleat.face.Framing;
import org.cycleat.render.dataset.GreyLook;
import org.cycleat.render.dataset.HeadSource;
import org.cycleat.render.dataset.LaboratoryLook;
import org.cycleat.render.dataset.LandmarkFinder;
import org.cycleat.render.dataset.Look;
import org.cycleat.render.dataset.PhotographLook;
import org.cycleat.render.dataset.Poses;
import org.cycleat.render.dataset.RenderJob;
import org.cycleat.render.dataset.RenderPlan;
import org.cycleat.render.dataset.Scans;
import org.cycleat.render.facekit.FaceKit;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.wild.Backgrounds;
import org.cycleat.render.wild.WildLook;
import org.cycleat.train.TaskProgress;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat render}: a laboratory, web or target domain out of 3D faces. */
@Command(
    name = "render",
    description = {
      "Render 3D faces with the seven expressions in many poses: images and manifest.csv.",
      "An interrupted job goes on where it was; the same options give the same bytes."
    })
final class RenderCommand implements Callable<Integer> {
  private static final int LARGEST = 2048;
  private static final List<Integer> DEFAULT_LEVELS = List.of(3, 4);

  /** Where the faces come from: one of the two. */
  static final class Source {
    @Option(
        names = "--bu3dfe",
        required = true,
        paramLabel = "DIR",
        description = "BU-3DFE as its licensed users have it: models such as F0001_AN03WH_F3D.wrl.")
    private Path bu3dfe;

    @Option(
        names = "--ict-facekit",
        required = true,
        paramLabel = "DIR|ZIP",
        description = "ICT-FaceKit, which anyone may use: its folder, or its ZIP file.")
    private Path kit;
  }

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the images and their manifest.csv.")
  private Path out;

  @Mixin private KitPeopleOptions people;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of people, poses and whatever else is drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--levels",
      paramLabel = "LIST",
      split = ",",
      description = "Levels of the expressions, 1 to 4, beside neutral; 3,4 unless set.")
  private List<Integer> levels;

  @Option(
      names = "--poses",
      paramLabel = "paper|frontal|N",
      defaultValue = "paper",
      description =
          "The paper's 11 pans x 13 tilts, the frontal pose, or N poses drawn for each expression,"
              + " with --variants mixtures for each person (default: ${DEFAULT-VALUE}).")
  private String poses;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "256",
      description = "Side of the images (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--align",
      paramLabel = "eyes|template",
      description =
          "Frame each face as `prepare` does by the same option, by its exact landmarks. Of BU-3DFE,"
              + " which has none, they are found in a picture of each scan from the front. Without"
              + " it, heads fill the pictures as they come.")
  private Alignment alignment;

  @Option(
      names = "--margin",
      paramLabel = "FRACTION",
      description = "With --align: more around the face, as of `prepare`; 0 unless set.")
  private Double margin;

  @Option(
      names = "--format",
      paramLabel = "png|jpg",
      defaultValue = "jpg",
      description = "Format of the images (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--background",
      paramLabel = "RRGGBB",
      defaultValue = "3A3D40",
      description = "Colour behind the faces (default: ${DEFAULT-VALUE}).")
  private String background;

  @Option(
      names = "--train-share",
      paramLabel = "FRACTION",
      defaultValue = "0.8",
      description = "Share of the subjects in the train split (default: ${DEFAULT-VALUE}).")
  private double trainShare;

  @Option(
      names = "--wild",
      description =
          "As photographs found anywhere: poses, lights, backgrounds and faults of their own, as many"
              + " pictures as there are poses. For a web or a target domain.")
  private boolean wild;

  @Option(
      names = "--backgrounds",
      paramLabel = "DIR",
      description = "Images whose parts stand behind the wild pictures, instead of made up ones.")
  private Path backgrounds;

  @Option(
      names = "--grey",
      description =
          "Without colours, for data whose other domain has none, so that translation need not add"
              + " them.")
  private boolean grey;

  @Option(names = "--unlabelled", description = "Tell the expression nowhere, as for a web domain.")
  private boolean unlabelled;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that render; without it, one for each core.")
  private Integer threads;

  @Option(names = "--plan", description = "Print how many images there would be, and stop.")
  private boolean planOnly;

  @Mixin private FaceModelOption faceModel;
  @Spec private CommandSpec spec;

  private final Losses losses = new Losses(this::tell);

  @Override
  public Integer call() {
    check();
    if (source.bu3dfe == null || alignment == null || planOnly) {
      render(Optional.empty());
    } else {
      try (FrontalFace finder = new FrontalFace(faceModel.models())) {
        render(Optional.of(finder));
      }
    }
    return losses.exitCode();
  }

  private void render(Optional<LandmarkFinder> finder) {
    PrintWriter terminal = spec.commandLine().getOut();
    Poses views = Poses.parse(poses); // before the faces, which take a while to read
    RenderPlan plan = RenderPlan.of(heads(finder, views), levels(), views, seed, trainShare);
    terminal.printf(
        Locale.ROOT,
        "%d images of %d subjects: %d train, %d test%n",
        plan.size(),
        plan.subjects(),
        plan.trainingSize(),
        plan.size() - plan.trainingSize());
    if (planOnly) {
      return;
    }
    RenderJob.Output output =
        new RenderJob.Output(out, format, !unlabelled, !wild, framing(), settings());
    RenderJob job = new RenderJob(plan, look(), output);
    try (TaskProgress progress = new TaskProgress("render", job.remaining())) {
      job.run(threads == null ? Workers.perCore(Integer.MAX_VALUE) : threads, progress::step);
    }
    terminal.println("manifest: " + job.manifest());
  }

  private HeadSource heads(Optional<LandmarkFinder> finder, Poses views) {
    return source.bu3dfe != null
        ? new Scans(source.bu3dfe, finder)
        : people.of(FaceKit.read(source.kit, size), seed, views.count(), this::tell);
  }

  private List<Integer> levels() {
    return levels == null ? DEFAULT_LEVELS : levels;
  }

  private Supplier<Look> look() {
    Supplier<Look> coloured = colouredLook();
    return grey ? () -> new GreyLook(coloured.get()) : coloured;
  }

  private Supplier<Look> colouredLook() {
    if (!wild) {
      Colour behind = Colour.srgb(Integer.parseInt(background, 16));
      return () -> new LaboratoryLook(size, behind, framing());
    }
    WildLook usual = WildLook.usual();
    if (backgrounds == null) {
      return () -> new PhotographLook(size, usual, framing());
    }
    List<Path> images =
        new DataSource(backgrounds, FaceDataSets.AUTO, "--backgrounds", this::tell, losses)
            .images();
    return () -> new PhotographLook(size, usual.with(Backgrounds.from(images)), framing());
  }

  private void tell(String line) {
    spec.commandLine().getOut().println(line);
  }

  private Optional<Framing> framing() {
    double room = margin == null ? 0 : margin;
    return Optional.ofNullable(alignment).map(chosen -> Framing.DEFAULT.widened(room).by(chosen));
  }

  private void check() {
    require(size >= 16 && size <= LARGEST, "--size", "a side from 16 to " + LARGEST, size);
    people.check(source.kit != null, levels != null);
    require(trainShare >= 0 && trainShare <= 1, "--train-share", "a share from 0 to 1", trainShare);
    require(margin == null || alignment != null, "--margin", "it with --align only", margin);
    require(margin == null || (margin >= -0.5 && margin <= 4), "--margin", "-0.5 to 4", margin);
    require(threads == null || threads >= 1, "--threads", "a number from 1", threads);
    require(
        levels().stream().distinct().count() == levels().size()
            && levels().stream().allMatch(level -> level >= 1 && level <= 4),
        "--levels",
        "different levels from 1 to 4, such as 3,4",
        levels());
    require(wild || backgrounds == null, "--backgrounds", "it with --wild only", backgrounds);
    require(format.matches("(?i)png|jpg"), "--format", "png or jpg", format);
    require(background.matches("[0-9A-Fa-f]{6}"), "--background", "six digits RRGGBB", background);
  }

  static void require(boolean fits, String option, String expected, Object found) {
    if (!fits) {
      throw new UserException("%s: expected %s, found %s".formatted(option, expected, found));
    }
  }

  /** All that the pictures depend on. */
  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("faces", source.bu3dfe != null ? "bu3dfe" : "ict-facekit");
    settings.put("seed", Long.toString(seed));
    if (people.haveLevels()) {
      settings.put("levels", levels().toString());
    }
    if (source.kit != null) {
      people.addTo(settings);
    }
    settings.put("poses", poses);
    settings.put("size", Integer.toString(size));
    settings.put("format", format.toLowerCase(Locale.ROOT));
    settings.put("look", wild ? "wild" : "laboratory");
    settings.put(
        "background",
        backgrounds != null ? "images" : wild ? "made up" : background.toUpperCase(Locale.ROOT));
    settings.put("train-share", Double.toString(trainShare));
    framing().ifPresent(framing -> settings.put(ManifestColumns.FRAMING, framing.text()));
    settings.put("labelled", Boolean.toString(!unlabelled));
    if (grey) { // older jobs do not have this setting
      settings.put("colours", "grey");
    }
    return settings;
  }
}
