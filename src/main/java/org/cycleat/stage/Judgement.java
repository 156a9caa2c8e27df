package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.dataset.Manifest;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.evaluation.Evaluator;
import org.cycleat.evaluation.MetricsFile;
import org.cycleat.evaluation.Predictions;
import org.cycleat.evaluation.Voting;
import org.cycleat.model.Classifier;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.TaskProgress;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** Judges the classifiers of a run on images that none of them learned from. */
public final class Judgement {
  /** Files in the report's folder, beside those of a {@link Verdict}. */
  static final String CIRCUMSTANCES = "judged.json";

  private static final String OVERLAP = "overlap.csv";

  private final Workspace workspace;
  private final Config config;
  private final Consumer<String> report;
  private final RunData learned;

  /**
   * @param report told in a line what a user should know
   */
  public Judgement(Workspace workspace, Config config, Consumer<String> report) {
    this.workspace = workspace;
    this.config = config;
    this.report = report;
    this.learned = new RunData(workspace, config, Map.of(), report);
  }

  /**
   * What to judge on, and how to look at it.
   *
   * @param by columns of the manifest for whose values the mean accuracy is wanted too
   * @param allowsOverlap whether images are judged that the run was trained on
   */
  public record Request(GivenData data, List<String> by, boolean allowsOverlap) {}

  /**
   * What came of it.
   *
   * @param text the table with a row for each classifier, what it means, and the tables that {@code
   *     by} asks for
   * @param folder that holds the files: {@code report/}, or {@code report/NAME/} for a further data
   *     set
   */
  public record Judged(String text, Path folder) {}

  /** The folder of an earlier judgement of a run on the same data; none where there is none. */
  public static Optional<Path> of(Workspace workspace, GivenData data) {
    return new ReportFolders(workspace).judged(data);
  }

  /**
   * The rows of a judgement.
   *
   * @param folder of the judgement
   */
  public static Set<String> rows(Path folder) {
    Path file = folder.resolve(Verdict.METRICS);
    try {
      return MetricsFile.readResults(file).methods().keySet();
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(file, UserException.reason(e)), e);
    }
  }

  /** The file with the probabilities that each image got, in the folder of a judgement. */
  public static Path predictions(Path folder) {
    return folder.resolve(Verdict.PREDICTIONS);
  }

  /**
   * Judges every classifier of the run that is trained, writes {@code metrics.json} with the last
   * of them, f_T where there is one, on top, {@code confusion.png} of it, and {@code
   * predictions.csv}.
   *
   * @throws UserException where none is trained yet, or images were trained on
   */
  public Judged evaluate(GpuChoice gpu, Request request) {
    SourceTraining.requireClassifier(workspace);
    List<Contenders.Contender> contenders = Contenders.of(workspace, new Networks(config));
    if (contenders.isEmpty()) {
      workspace.require(Stage.SOURCE, "trained classifier");
    }
    Path folder = new ReportFolders(workspace).of(request.data());
    Path pictures = folder.resolve("data");
    Manifest asked = request.data().list(RunData.labels(config)).manifest(pictures);
    Verdict.requireColumns(asked, request.by());
    Overlap overlap = overlap(request, asked, folder);
    Framings.difference(learned, asked).ifPresent(report);
    Device device = Device.forInference(gpu, config.threads());
    report.accept("device: " + device.description());
    Arithmetic.applyToInference(config.precision(), device);
    Manifest manifest = RunData.checked(asked, pictures, request.data().data());
    overlap.compare(manifest);
    overlap.write(folder.resolve(OVERLAP));
    report.accept(overlap.summary(folder.resolve(OVERLAP)));
    Map<String, Predictions> methods = new LinkedHashMap<>();
    for (Contenders.Contender contender : contenders) {
      methods.put(contender.title(), judge(device, contender, manifest));
    }
    Verdict verdict = Verdict.of(methods, request.by());
    Path root = request.data().root();
    verdict.write(folder, sample -> RunData.original(sample, folder, root), Map.of());
    writeCircumstances(folder, request, device, overlap);
    return new Judged(verdict.text(Contenders::description), folder);
  }

  /** What is certain before anything is decoded. */
  private Overlap overlap(Request request, Manifest asked, Path folder) {
    DataDigest test = DataDigest.of(request.data(), asked, Optional.empty());
    Overlap overlap = new Overlap(learned, test);
    if (overlap.isCertain() && !request.allowsOverlap()) {
      overlap.write(folder.resolve(OVERLAP));
      throw overlap.refusal(request.data(), folder.resolve(OVERLAP));
    }
    return overlap;
  }

  /** Judges one classifier. */
  Predictions judge(Device device, Contenders.Contender contender, Manifest manifest) {
    try (Graph graph = new Graph();
        Session session = device.session(graph);
        var progress = new TaskProgress("evaluating " + contender.title(), manifest.size())) {
      Ops tf = Ops.create(graph);
      Classifier classifier = contender.network().make(tf, contender.name());
      Voting voting = Voting.valueOf(config.evaluation().voting().name());
      Evaluator evaluator =
          new Evaluator(tf, classifier, learned.plainPipeline(config.imageSize()), voting);
      Checkpoint.of(tf, classifier.parameters()).restore(session, contender.checkpoint());
      return evaluator.predict(session, manifest, progress::reached);
    }
  }

  /** What the figures were measured on and with, for the report. */
  private void writeCircumstances(Path folder, Request request, Device device, Overlap overlap) {
    Map<String, String> facts = new LinkedHashMap<>();
    GivenData data = request.data();
    facts.put("data", data.where().toString());
    facts.put("path", data.where().toAbsolutePath().normalize().toString());
    data.split().ifPresent(split -> facts.put("split", split));
    facts.put("dataset", data.data().layout());
    facts.put("voting", config.evaluation().voting().name().toLowerCase(Locale.ROOT));
    facts.put("device", device.description());
    facts.put("judged", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    for (Overlap.Kind kind : Overlap.Kind.values()) {
      facts.put(kind.name().toLowerCase(Locale.ROOT), Long.toString(overlap.count(kind)));
    }
    Workspace.writeJson(folder.resolve(CIRCUMSTANCES), facts);
  }
}
