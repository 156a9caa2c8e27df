package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.evaluation.GeneratedMeasures;
import org.cycleat.stage.RunFigures;
import org.cycleat.stage.RunReport;
import org.cycleat.stage.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat report}: writes a run's report anew. */
@Command(
    name = "report",
    description = {
      "Write report/index.html of a run: results, pictures, learning curves, in one file; and one",
      "in report/NAME/ for each further data set that it was evaluated on.",
      "`cycleat evaluate` writes it too; what a run has not got yet is left out."
    })
final class ReportCommand implements Runnable {
  private static final String JUDGE = "--judge";

  @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of the run.")
  private Path run;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description =
          "A picture to show, such as one that `cycleat recognize --out` has drawn. May be"
              + " repeated; a copy is kept in report/pictures for later reports.")
  private List<Path> pictures = List.of();

  @Option(
      names = "--figures",
      description = {
        "First draw and measure the run's faces, into figures/ of the run: Figure 4 of all domains"
            + " (domains.html to turn and zoom, domains.png), Frechet and kernel distance of the"
            + " generated faces and how many keep their label (measures.json), where f_S, f_W"
            + " and f_T look (attention.png), and Figure 5 (b) (pairs.png)."
      })
  private boolean figures;

  @Option(
      names = JUDGE,
      paramLabel = "DIR",
      description =
          "With --figures: an exported model, trained apart from the run, that reads the labels of"
              + " generated faces; without it, f_T as pre-trained on the source faces.")
  private Path judge;

  @Mixin private GpuOption gpu;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (judge != null && !figures) {
      throw new UserException(
          "%s %s without --figures: it reads the labels that are measured there"
              .formatted(JUDGE, judge));
    }
    Workspace workspace = Workspace.open(run);
    if (figures) {
      draw(workspace);
    }
    List<RunReport> reports = RunReport.all(workspace);
    pictures.forEach(reports.get(0)::add);
    reports.forEach(report -> spec.commandLine().getOut().printf("report: %s%n", report.write()));
  }

  private void draw(Workspace workspace) {
    PrintWriter out = spec.commandLine().getOut();
    RunFigures drawn = new RunFigures(workspace, gpu.choice(), out::println);
    GeneratedMeasures measures = drawn.measure(Optional.ofNullable(judge));
    drawn.drawPairs();
    drawn.drawAttention();
    Path page = drawn.drawMap();
    out.println(measures.text());
    out.printf("figure 4: %s%n", page);
  }
}
