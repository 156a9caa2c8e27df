package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Manifest;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.evaluation.Breakdown;
import org.cycleat.evaluation.BreakdownFile;
import org.cycleat.evaluation.ConfusionFigure;
import org.cycleat.evaluation.ConfusionMatrix;
import org.cycleat.evaluation.Evaluator;
import org.cycleat.evaluation.MetricsFile;
import org.cycleat.evaluation.Predictions;
import org.cycleat.evaluation.ResultTable;
import org.cycleat.evaluation.Voting;
import org.cycleat.model.Classifier;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.TaskProgress;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** Judges the classifiers of a run on images that none of them learned from. */
public final class Judgement {
  /** The files in the report's folder. */
  static final String METRICS = "metrics.json";

  static final String BREAKDOWN = "breakdown.json";
  static final String CIRCUMSTANCES = "judged.json";

  private final Workspace workspace;
  private final Config config;
  private final Consumer<String> report;

  /**
   * @param report told in a line what a user should know
   */
  public Judgement(Workspace workspace, Config config, Consumer<String> report) {
    this.workspace = workspace;
    this.config = config;
    this.report = report;
  }

  /**
   * What to judge on, and how to look at it.
   *
   * @param data labelled images, in any layout
   * @param split the part of them to judge on; empty takes all
   * @param by columns of the manifest for whose values the mean accuracy is wanted too
   */
  public record Request(DataSource data, Optional<String> split, List<String> by) {}

  /**
   * Judges every classifier of the run that is trained, writes {@code report/metrics.json} with the
   * last of them, f_T where there is one, on top, and {@code report/confusion.png} of it.
   *
   * @return the table with a row each, and those that {@code by} asks for
   * @throws UserException where none is trained yet
   */
  public String evaluate(GpuChoice gpu, Request request) {
    List<Contenders.Contender> contenders = Contenders.of(workspace, new Networks(config));
    if (contenders.isEmpty()) {
      workspace.require(Stage.SOURCE, "trained classifier");
    }
    Path pictures = workspace.report().resolve("data");
    Manifest asked =
        new TestSet(request.data(), request.split()).read(RunData.labels(config), pictures);
    requireColumns(asked, request.by());
    Device device = Device.forInference(gpu, config.threads());
    report.accept("device: " + device.description());
    Arithmetic.applyToInference(config.precision(), device);
    Manifest manifest = RunData.checked(asked, pictures, request.data(), report);
    Map<String, Predictions> methods = new LinkedHashMap<>();
    ResultTable table = new ResultTable("method", manifest.labels().codes());
    for (Contenders.Contender contender : contenders) {
      Predictions predictions = judge(device, contender, manifest);
      methods.put(contender.title(), predictions);
      table.add(contender.title(), predictions.confusion());
    }
    List<Breakdown> breakdowns = Breakdown.all(methods, request.by());
    write(methods, breakdowns);
    writeCircumstances(request, device);
    StringBuilder text = new StringBuilder(table.text());
    breakdowns.forEach(breakdown -> text.append('\n').append(breakdown.text()));
    return text.toString();
  }

  private static void requireColumns(Manifest manifest, List<String> columns) {
    for (String column : columns) {
      if (!manifest.columns().contains(column)) {
        throw new UserException(
            "no column %s in the data (--by): there are %s"
                .formatted(column, String.join(", ", manifest.columns())));
      }
    }
  }

  /** Judges one classifier. */
  Predictions judge(Device device, Contenders.Contender contender, Manifest manifest) {
    try (Graph graph = new Graph();
        Session session = device.session(graph);
        var progress = new TaskProgress("judging " + contender.title(), manifest.size())) {
      Ops tf = Ops.create(graph);
      Classifier classifier = contender.network().make(tf, contender.name());
      var data = new RunData(workspace, config, Map.of(), report);
      Voting voting = Voting.valueOf(config.evaluation().voting().name());
      Evaluator evaluator =
          new Evaluator(tf, classifier, data.plainPipeline(config.imageSize()), voting);
      Checkpoint.of(tf, classifier.parameters()).restore(session, contender.checkpoint());
      return evaluator.predict(session, manifest, progress::reached);
    }
  }

  private void write(Map<String, Predictions> methods, List<Breakdown> breakdowns) {
    Map<String, ConfusionMatrix> confusions = new LinkedHashMap<>();
    ConfusionMatrix last = null;
    for (Map.Entry<String, Predictions> method : methods.entrySet()) {
      last = method.getValue().confusion();
      confusions.put(method.getKey(), last);
    }
    Path folder = workspace.report();
    try {
      Files.createDirectories(folder);
      MetricsFile.write(folder.resolve(METRICS), last, confusions);
      ConfusionFigure.draw(last, folder.resolve("confusion.png"));
      BreakdownFile.write(folder.resolve(BREAKDOWN), breakdowns);
    } catch (IOException e) {
      throw new UserException("cannot write %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** What the figures were measured on and with, for the report. */
  private void writeCircumstances(Request request, Device device) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", request.data().where().toString());
    request.split().ifPresent(split -> facts.put("split", split));
    facts.put("voting", config.evaluation().voting().name().toLowerCase(Locale.ROOT));
    facts.put("device", device.description());
    facts.put("judged", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    Workspace.writeJson(workspace.report().resolve(CIRCUMSTANCES), facts);
  }
}
