package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.recognition.CsvReport;
import org.cycleat.recognition.FaceDrawing;
import org.cycleat.recognition.FaceReport;
import org.cycleat.recognition.JsonReport;
import org.cycleat.recognition.Recognizer;
import org.cycleat.recognition.Smoothing;
import org.cycleat.recognition.TextReport;
import org.cycleat.video.VideoReader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cycleat recognize}: the expressions of the faces in photographs, films and cameras. */
@Command(
    name = "recognize",
    mixinStandardHelpOptions = true,
    description = {
      "Find the faces in photos, videos or a camera's images, and recognise their"
          + " expressions.",
      "Exit code 1 when something could not be read or written; the rest is done."
    })
public final class RecognizeCommand implements Callable<Integer> {
  private static final int SOME_FAILED = 1;
  private static final Path NONE = Path.of("none");

  @Parameters(
      arity = "0..*",
      paramLabel = "INPUT",
      description =
          "Images, films, folders of them, patterns such as 'holidays/*.jpg' in quotes, addresses"
              + " such as rtsp://camera/1 or https://example.org/film.mp4 (also rtmp, srt, tcp,"
              + " udp), video devices such as /dev/video0; - takes one image from standard input.")
  private List<String> inputs = List.of();

  @Option(
      names = "--camera",
      paramLabel = "NUMBER",
      description = "Take the pictures of this camera, 0 for the first, until Ctrl-C.")
  private Integer camera;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the photos and videos there with boxes, expressions and probabilities drawn,"
              + " under their own names, and for each video a timeline; where a manifest.csv labels"
              + " a photo of one face, with its true expression. Nothing that was given is"
              + " ever overwritten.")
  private Path out;

  @ArgGroup private Format format = new Format();

  /** At most one of these is printed. */
  private static final class Format {
    @Option(
        names = "--json",
        description = "Print one JSON object a line for each photograph or frame.")
    private boolean json;

    @Option(names = "--csv", description = "Print a table (CSV) with a row for each face.")
    private boolean csv;
  }

  @Option(
      names = "--attention",
      description = "Draw where the network looks over each face, with --out.")
  private boolean attention;

  @Option(
      names = "--no-smoothing",
      description = "In films, the probabilities of each frame alone, not their mean over time.")
  private boolean noSmoothing;

  @Option(
      names = "--show",
      description = "Show films and the camera's pictures in a window; closing it ends them.")
  private boolean show;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Stop a video after so many frames, of those that are looked at.")
  private long mostFrames = Long.MAX_VALUE;

  @Option(
      names = "--frame-step",
      paramLabel = "N",
      description =
          "Look at every N-th frame of a video only, from its first; a drawn one holds these, each"
              + " until the next.")
  private long frameStep = 1;

  @Option(
      names = "--movements",
      paramLabel = "MODEL",
      description =
          "Also say what each face does, by this model: what `cycleat export` wrote of a run that"
              + " has learned movements, a folder or a .zip. Text, JSON and CSV get the head's pan,"
              + " tilt and roll in degrees, the strengths of action units (FACS) from 0 to 1, and"
              + " gaze. Without it, movements*.zip in the folder CYCLEAT_MODELS, else the one that"
              + " ships, if one does (see `cycleat models`); none leaves it out.")
  private Path movements;

  @Mixin private RecognizerOptions model;
  @Mixin private GpuOption gpu;
  @Spec private CommandSpec spec;

  private int failed;

  @Override
  public Integer call() {
    requireSensible();
    Map<Boolean, List<String>> inputsByKind =
        inputs.stream().collect(Collectors.partitioningBy(i -> StreamInput.of(i).isPresent()));
    RecognizeInputs found = RecognizeInputs.of(inputsByKind.get(false));
    List<StreamInput> streams =
        inputsByKind.get(true).stream().flatMap(i -> StreamInput.of(i).stream()).toList();
    found.problems().forEach(problem -> failed(new UserException(problem)));
    found.notes().forEach(note -> tell("cycleat: " + note));
    Device device = Device.forInference(gpu.choice(), 0);
    tell("device: " + device.description());
    try (Recognizer recognizer = readingMovements(model.open(device), device)) {
      if (attention && !recognizer.hasAttention()) {
        throw new UserException(
            "the model (--model) tells no attention (--attention): export the run's model again");
      }
      recognize(found, streams, recognizer);
    }
    return failed == 0 ? 0 : SOME_FAILED;
  }

  private Recognizer readingMovements(Recognizer recognizer, Device device) {
    if (movements == null) {
      return model
          .movements()
          .map(found -> recognizer.readingMovements(found, device))
          .orElse(recognizer);
    }
    return movements.equals(NONE) ? recognizer : recognizer.readingMovements(movements, device);
  }

  private void requireSensible() {
    if (inputs.isEmpty() == (camera == null)) {
      throw new UserException("expected images, films or folders to recognise, or --camera NUMBER");
    }
    if (mostFrames < 1) {
      throw new UserException("--frames must be positive, got " + mostFrames);
    }
    if (frameStep < 1) {
      throw new UserException("--frame-step must be positive, got " + frameStep);
    }
    if (show) {
      Window.requireDisplay();
    }
  }

  private void recognize(RecognizeInputs found, List<StreamInput> streams, Recognizer recognizer) {
    PrintWriter stdout = spec.commandLine().getOut();
    FaceReport report = report(stdout, recognizer);
    FaceDrawing drawing = new FaceDrawing(recognizer.labels(), attention);
    Optional<DrawingNames> names = Optional.ofNullable(out).map(o -> new DrawingNames(o, found));
    KnownLabels labels = new KnownLabels(recognizer.labels());
    PhotographOutput photographs =
        new PhotographOutput(report, drawing, names, labels, this::failed);
    recognizer.recognize(found.images(), photographs);
    FilmRecognition films = new FilmRecognition(recognizer, report, drawing, names);
    FilmRecognition.Options options =
        new FilmRecognition.Options(
            noSmoothing ? Smoothing.NONE : Smoothing.DEFAULT, frameStep, mostFrames, show);
    for (Path film : found.films()) {
      try (VideoReader source = VideoReader.open(film)) {
        films.run(source, film.toString(), film, Optional.of(film), options);
      } catch (UserException e) {
        failed(e);
      }
      stdout.flush();
    }
    for (StreamInput stream : streams) {
      try {
        films.run(stream, options);
      } catch (UserException e) {
        failed(e);
      }
      stdout.flush();
    }
    if (camera != null) {
      films.run(StreamInput.camera(camera), options);
    }
    stdout.flush();
    int count = found.count() + streams.size();
    if (count > 1 || failed > 0) {
      count(count, photographs.faces() + films.faces());
    }
  }

  private FaceReport report(PrintWriter stdout, Recognizer recognizer) {
    if (format.json) {
      return new JsonReport(stdout);
    }
    return format.csv
        ? new CsvReport(stdout, recognizer.labels(), recognizer.movements())
        : new TextReport(stdout, recognizer.labels());
  }

  private void failed(UserException reason) {
    failed++;
    tell("cycleat: " + reason.getMessage().replaceAll("\\R", " "));
  }

  private void count(int files, int faces) {
    tell("%d files: %d faces, %d failed".formatted(files, faces, failed));
  }

  /** On standard error: standard output is for the faces alone. */
  private void tell(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
