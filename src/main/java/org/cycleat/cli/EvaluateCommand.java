package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FaceDataSets;
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
      "report/index.html, report/metrics.json and report/confusion.png."
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
    var request = new Judgement.Request(source, Optional.ofNullable(split), by);
    spec.commandLine().getOut().println(judgement.evaluate(gpu.choice(), request));
    spec.commandLine().getOut().printf("report: %s%n", new RunReport(workspace).write());
    return losses.exitCode();
  }
}
