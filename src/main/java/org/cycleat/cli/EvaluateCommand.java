package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cycleat.UserException;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.device.Device;
import org.cycleat.recognition.Recognizer;
import org.cycleat.stage.GivenData;
import org.cycleat.stage.Judgement;
import org.cycleat.stage.RecognizerJudgement;
import org.cycleat.stage.RunReport;
import org.cycleat.stage.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * {@code cycleat evaluate}: evaluates a run's classifiers, or an exported model, on labelled
 * images.
 */
@Command(
    name = "evaluate",
    description = {
      "Evaluate a run, or an exported model, on labelled faces that it was not trained on.",
      "With --run, prints the paper's table row for each classifier that is trained so far, and"
          + " writes index.html, metrics.json, confusion.png, predictions.csv and overlap.csv: for"
          + " the first data set into report/ of the run, for another one, or another --split, into"
          + " report/NAME/.",
      "Without --run, evaluates --model, or the recogniser that ships, as `cycleat recognize` runs it:"
          + " of each image the main face counts, and an image without a face counts as wrong."
    })
final class EvaluateCommand implements Callable<Integer> {
  /** The options that go with --run only, and those that go without it only. */
  private static final List<String> FOR_RUNS = List.of("--voting", "--allow-overlap");

  private static final List<String> FOR_MODELS =
      List.of("--model", "--crops", "--face-model", "--out");

  @Option(names = "--run", paramLabel = "DIR", description = "Folder of the run.")
  private Path run;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "Labelled faces: a folder, a manifest, or a table of pixels, of any layout.")
  private Path data;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = FaceDataSets.AUTO,
      description =
          "Its layout, as for `cycleat prepare`, which also tells what numbers mean"
              + " (default: ${DEFAULT-VALUE}).")
  private String dataSet;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Evaluate only on this part of the data, by the manifest's split column.")
  private String split;

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description =
          "Print the mean accuracy for each value of this column of the manifest too, such as pan"
              + " or subject. May be repeated; two are also combined.")
  private List<String> by = List.of();

  @Option(
      names = "--voting",
      paramLabel = "HOW",
      description = "Views of an image that vote: none, flip or tencrop; the run's by default.")
  private String voting;

  @Option(
      names = "--allow-overlap",
      description = {
        "Evaluate all the same on images that the run was trained on: the same bytes, or people",
        "of the same data set. Near-identical images are only counted; overlap.csv lists all."
      })
  private boolean allowOverlap;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write index.html, metrics.json, confusion.png and predictions.csv of a model there."
              + " Without it, nothing is written.")
  private Path out;

  @Mixin private RecognizerOptions model;
  @Mixin private GpuOption gpu;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter terminal = spec.commandLine().getOut();
    Losses losses = new Losses(terminal::println);
    DataSource source = new DataSource(data, dataSet, "--data", terminal::println, losses);
    GivenData given = GivenData.toJudgeOn(source, Optional.ofNullable(split));
    if (run == null) {
      judgeModel(given, terminal);
    } else {
      judgeRun(given, terminal);
    }
    return losses.exitCode();
  }

  private void judgeModel(GivenData given, PrintWriter terminal) {
    refuse(FOR_RUNS, "%1$s is for the classifiers of a run: name it with --run, or leave %1$s out");
    Device device = Device.forInference(gpu.choice(), 0);
    terminal.println("device: " + device.description());
    try (Recognizer recognizer = model.open(device)) {
      var judgement = new RecognizerJudgement(recognizer, model.place(), model.areCrops());
      terminal.println(judgement.judge(given, by, Optional.ofNullable(out)));
    }
    if (out != null) {
      terminal.printf("report: %s%n", out.resolve("index.html"));
    }
  }

  private void judgeRun(GivenData given, PrintWriter terminal) {
    refuse(
        FOR_MODELS,
        "%s is for an exported model, --run for the classifiers of a run: leave one of them out");
    Workspace workspace = Workspace.open(run);
    var config = workspace.config();
    if (voting != null) {
      config = config.with("evaluation.voting=" + voting);
    }
    Judgement judgement = new Judgement(workspace, config, terminal::println);
    var request = new Judgement.Request(given, by, allowOverlap);
    Judgement.Judged judged = judgement.evaluate(gpu.choice(), request);
    terminal.println(judged.text());
    terminal.printf("report: %s%n", new RunReport(workspace, judged.folder()).write());
  }

  private void refuse(List<String> options, String reason) {
    ParseResult given = spec.commandLine().getParseResult();
    for (String option : options) {
      if (given.hasMatchedOption(option)) {
        throw new UserException(reason.formatted(option));
      }
    }
  }
}
