package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.cycleat.export.Versions;
import org.cycleat.stage.Delivery;
import org.cycleat.stage.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat export}: writes a run's classifier as a SavedModel. */
@Command(
    name = "export",
    description = "Write the run's target classifier as a SavedModel for TensorFlow and Serving.")
final class ExportCommand implements Runnable {
  @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of the run.")
  private Path run;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "New folder of the model; Serving expects a version number: models/cycleat/1.")
  private Path out;

  @Option(
      names = "--next-version",
      description = "--out holds all versions: write the one after the newest, out/cycleat/2.")
  private boolean nextVersion;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      defaultValue = "f_T",
      description = "The classifier: f_T (the default), f_S or f_W.")
  private String network;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter report = spec.commandLine().getOut();
    Path folder = nextVersion ? Versions.next(out) : out;
    new Delivery(Workspace.open(run)).export(network, folder, report::println);
    report.printf("%s of %s written to %s%n", network, run, folder);
  }
}
