package org.cycleat.cli;

import java.nio.file.Path;
import org.cycleat.stage.Judgement;
import org.cycleat.stage.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat evaluate}: judges the classifiers of a run on labelled images. */
@Command(
    name = "evaluate",
    description = {
      "Judge a run on labelled faces that it was not trained on.",
      "Prints the paper's table row for each classifier of the run, and writes report/metrics.json",
      "and report/confusion.png."
    })
final class EvaluateCommand implements Runnable {
  @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of the run.")
  private Path run;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "Labelled faces: a manifest, or a folder of class folders.")
  private Path data;

  @Option(
      names = "--voting",
      paramLabel = "HOW",
      description = "Views of an image that vote: none, flip or tencrop; the run's by default.")
  private String voting;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Workspace workspace = Workspace.open(run);
    var config = workspace.config();
    if (voting != null) {
      config = config.with("evaluation.voting=" + voting);
    }
    Judgement judgement = new Judgement(workspace, config, spec.commandLine().getOut()::println);
    spec.commandLine().getOut().println(judgement.evaluate(data));
  }
}
