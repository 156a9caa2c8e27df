package org.cycleat.cli;

import java.nio.file.Path;
import java.util.List;
import org.cycleat.stage.RunReport;
import org.cycleat.stage.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat report}: writes a run's report anew. */
@Command(
    name = "report",
    description = {
      "Write report/index.html of a run: results, pictures, learning curves, in one file; and one",
      "in report/NAME/ for each further data set that it was judged on.",
      "`cycleat evaluate` writes it too; what a run has not got yet is left out."
    })
final class ReportCommand implements Runnable {
  @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of the run.")
  private Path run;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description =
          "A picture to show, such as one that `cycleat recognize --out` has drawn. May be"
              + " repeated; a copy is kept in report/pictures for later reports.")
  private List<Path> pictures = List.of();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<RunReport> reports = RunReport.all(Workspace.open(run));
    pictures.forEach(reports.get(0)::add);
    reports.forEach(report -> spec.commandLine().getOut().printf("report: %s%n", report.write()));
  }
}
