package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.stage.GivenData;
import org.cycleat.stage.Judgement;
import org.cycleat.stage.RunReport;
import org.cycleat.stage.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat evaluate}: judges the classifiers of a run on labelled images. */
@Command(
    name = "evaluate",
    description = {
      "Judge a run on labelled faces that it was not trained on.",
      "Prints the paper's table row for each classifier that is trained so far, and writes",
      "index.html, metrics.json, confusion.png, predictions.csv and overlap.csv: for the first"
          + " data",
      "set into report/ of the run, for another one, or another --split, into report/NAME/."
    })
final class EvaluateCommand implements Callable<Integer> {
  @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of the run.")
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
      description = "Judge only on this part of the data, by the manifest's split column.")
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
        "Judge images all the same that the run was trained on: the same bytes, or people of the",
        "same data set. Near-identical images are only counted; overlap.csv lists all."
      })
  private boolean allowOverlap;

  @Mixin private GpuOption gpu;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Workspace workspace = Workspace.open(run);
    var config = workspace.config();
    if (voting != null) {
      config = config.with("evaluation.voting=" + voting);
    }
    Judgement judgement = new Judgement(workspace, config, spec.commandLine().getOut()::println);
    PrintWriter out = spec.commandLine().getOut();
    Losses losses = new Losses(out::println);
    DataSource source = new DataSource(data, dataSet, "--data", out::println, losses);
    GivenData given = GivenData.toJudgeOn(source, Optional.ofNullable(split));
    var request = new Judgement.Request(given, by, allowOverlap);
    Judgement.Judged judged = judgement.evaluate(gpu.choice(), request);
    out.println(judged.text());
    out.printf("report: %s%n", new RunReport(workspace, judged.folder()).write());
    return losses.exitCode();
  }
}
