package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.data.DataSource;
import org.cycleat.data.Manifest;
import org.cycleat.data.Use;
import org.cycleat.device.Device;
import org.cycleat.evaluation.ConfusionFigure;
import org.cycleat.evaluation.ConfusionMatrix;
import org.cycleat.evaluation.Evaluator;
import org.cycleat.evaluation.MetricsFile;
import org.cycleat.evaluation.ResultTable;
import org.cycleat.evaluation.Voting;
import org.cycleat.model.Classifier;
import org.cycleat.train.Checkpoint;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** Judges the classifiers of a run on images that none of them learned from. */
public final class Judgement {
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
   * Judges every classifier of the run, writes {@code report/metrics.json} and {@code
   * report/confusion.png} of f_T, and gives the table with a row each.
   *
   * @param where labelled images
   * @throws UserException where the target stage is not complete
   */
  public String evaluate(Path where) {
    workspace.require(Stage.TARGET, "target classifier f_T");
    Device device = Device.forInference(config.threads());
    report.accept("device: " + device.description());
    Manifest manifest = usable(where);
    Map<String, ConfusionMatrix> methods = new LinkedHashMap<>();
    ResultTable table = new ResultTable("method", manifest.labels().codes());
    Contenders.of(workspace, new Networks(config))
        .forEach(
            contender -> {
              ConfusionMatrix confusion = judge(device, contender, manifest);
              methods.put(contender.title(), confusion);
              table.add(contender.title(), confusion);
            });
    write(methods);
    return table.text();
  }

  /** Judges one classifier. */
  ConfusionMatrix judge(Device device, Contenders.Contender contender, Manifest manifest) {
    try (Graph graph = new Graph();
        Session session = device.session(graph)) {
      Ops tf = Ops.create(graph);
      Classifier classifier = contender.network().make(tf, contender.name());
      var data = new RunData(workspace, config, Map.of(), report);
      Voting voting = Voting.valueOf(config.evaluation().voting().name());
      Evaluator evaluator =
          new Evaluator(tf, classifier, data.plainPipeline(config.imageSize()), voting);
      Checkpoint.of(tf, classifier.parameters()).restore(session, contender.checkpoint());
      return evaluator.evaluate(session, manifest);
    }
  }

  private Manifest usable(Path where) {
    Manifest manifest = DataSource.read(where, RunData.labels(config), Use.LABELLED, "--data");
    return RunData.checked(manifest, workspace.report().resolve("data"), "--data", report);
  }

  private void write(Map<String, ConfusionMatrix> methods) {
    ConfusionMatrix target = methods.get(TargetTraining.Method.CYCLEAT.title());
    Path folder = workspace.report();
    try {
      Files.createDirectories(folder);
      MetricsFile.write(folder.resolve("metrics.json"), target, methods);
      ConfusionFigure.draw(target, folder.resolve("confusion.png"));
    } catch (IOException e) {
      throw new UserException("cannot write %s: %s".formatted(folder, e.getMessage()), e);
    }
  }
}
