package org.cycleat.cli;

import java.nio.file.Path;
import org.cycleat.stage.Delivery;
import org.cycleat.stage.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat synthesize}: translates a folder of faces one way. */
@Command(
    name = "synthesize",
    description = "Translate faces with the run's generator: laboratory faces into web faces.")
final class SynthesizeCommand implements Runnable {
  @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of the run.")
  private Path run;

  @Option(
      names = "--in",
      required = true,
      paramLabel = "DIR",
      description = "Faces to translate: a folder or a manifest.")
  private Path in;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the translated faces, PNG, and their manifest.csv.")
  private Path out;

  @Option(
      names = "--reverse",
      description = "Translate web faces into laboratory faces (G_WS) instead.")
  private boolean reverse;

  @Mixin private GpuOption gpu;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    int written =
        new Delivery(Workspace.open(run))
            .synthesize(
                reverse ? "g_WS" : "g_SW",
                gpu.choice(),
                in,
                out,
                spec.commandLine().getOut()::println);
    spec.commandLine().getOut().printf("%d faces written to %s%n", written, out);
  }
}
