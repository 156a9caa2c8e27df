package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.stage.ShownMovements;
import org.cycleat.stage.Workspace;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat movements}: what the muscles of labelled faces do. */
@Command(
    name = "movements",
    description = {
      "Read the movements of labelled faces: weights of expression shapes, gaze and head pose.",
      "The file is one that render --expressions takes: other people then show the same."
    })
final class MovementsCommand implements Callable<Integer> {
  /** What reads them: one of the two. */
  static final class Network {
    @Option(
        names = "--run",
        paramLabel = "DIR",
        description =
            "Folder of a run that was trained with --stage source --set source.learns=movements.")
    private Path run;

    @Option(
        names = "--model",
        paramLabel = "MODEL",
        description = "What `cycleat export` wrote of such a run, a folder or a .zip.")
    private Path model;

    private ShownMovements open() {
      return run == null ? ShownMovements.of(model) : ShownMovements.of(Workspace.open(run));
    }
  }

  @ArgGroup(multiplicity = "1")
  private Network network;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description =
          "Labelled faces, framed as the renders that the run learned from: a folder, a manifest,"
              + " or a table of pixels, of any layout.")
  private Path data;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = FaceDataSets.AUTO,
      description = "Its layout, as for `cycleat prepare` (default: ${DEFAULT-VALUE}).")
  private String dataSet;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.csv",
      description = "The file: path, label, pan and tilt in degrees, weights of shapes.")
  private Path out;

  @Mixin private GpuOption gpu;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter terminal = spec.commandLine().getOut();
    Losses losses = new Losses(terminal::println);
    ShownMovements shown = network.open();
    DataSource faces = new DataSource(data, dataSet, "--data", terminal::println, losses);
    int read = shown.write(faces, gpu.choice(), out, terminal::println);
    terminal.printf("%d faces read: %s%n", read, out);
    return losses.exitCode();
  }
}
