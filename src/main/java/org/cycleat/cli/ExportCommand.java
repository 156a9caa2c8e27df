package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.evaluation.Voting;
import org.cycleat.export.SavedModelWriter;
import org.cycleat.export.Versions;
import org.cycleat.stage.Delivery;
import org.cycleat.stage.Workspace;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat export}: writes a classifier as a SavedModel. */
@Command(
    name = "export",
    description = {
      "Write a classifier as a SavedModel for TensorFlow and Serving: that of a run, or of any"
          + " checkpoint.",
      "Where --out ends in .zip, it is one small file for `cycleat recognize` and applications:"
          + " weights in float16, batch normalisation folded.",
      "With --network translation, it is the file of weights, in float16, that another run's"
          + " translation can start from."
    })
final class ExportCommand implements Runnable {

  private static final String TRANSLATION = "translation";

  /** What to export: one of the two. */
  static final class Origin {
    @ArgGroup(exclusive = false)
    private OfRun ofRun;

    @ArgGroup(exclusive = false)
    private ExportedCheckpoint ofCheckpoint;
  }

  static final class OfRun {
    @Option(
        names = "--run",
        required = true,
        paramLabel = "DIR",
        description = "Folder of the run.")
    private Path run;

    @Option(
        names = "--network",
        paramLabel = "NAME",
        description =
            "The classifier: f_T (the default), f_S or f_W. Or translation: generators and"
                + " discriminators in one file, which gan.weights takes. A run that has learned"
                + " movements has one network, which `recognize --movements` takes.")
    private String network;

    private boolean isTranslation() {
      return TRANSLATION.equals(network);
    }

    /** Writes it; what was written, for the user. */
    private String export(Path target, Voting voting, Consumer<String> report) {
      Delivery delivery = new Delivery(Workspace.open(run));
      if (delivery.readsMovements() && network == null) {
        delivery.exportMovements(target, report);
        return "movements";
      }
      String name = network == null ? "f_T" : network;
      delivery.export(name, target, voting, report);
      return name;
    }
  }

  @ArgGroup(multiplicity = "1")
  private Origin origin;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description =
          "New folder of the model; Serving expects a version number: models/cycleat/1. Or a new"
              + " file NAME.zip.")
  private Path out;

  @Option(
      names = "--next-version",
      description = "--out holds all versions: write the one after the newest, out/cycleat/2.")
  private boolean nextVersion;

  @Option(
      names = "--voting",
      paramLabel = "HOW",
      defaultValue = "none",
      description =
          "The model gives the mean of the class probabilities over an image and its mirror image"
              + " (flip), or takes the image alone (none, the default). Movements are always read"
              + " off both.")
  private Voting voting;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (voting == Voting.TENCROP) {
      throw new UserException(
          "--voting: expected none or flip, found tencrop, whose views are of larger images than a"
              + " model takes");
    }
    if (nextVersion && SavedModelWriter.isFile(out)) {
      throw new UserException(
          "--next-version: expected the folder of all versions, found %s (--out), which names one file: leave one of them out"
              .formatted(out));
    }
    PrintWriter report = spec.commandLine().getOut();
    if (origin.ofRun != null && origin.ofRun.isTranslation()) {
      exportTranslation();
      report.printf("translation of %s written to %s%n", origin.ofRun.run, out);
      return;
    }
    Path target = nextVersion ? Versions.next(out) : out;
    if (origin.ofRun == null) {
      origin.ofCheckpoint.export(voting).write(target);
      report.printf("%s written to %s%n", origin.ofCheckpoint.name(), target);
    } else {
      String written = origin.ofRun.export(target, voting, report::println);
      report.printf("%s of %s written to %s%n", written, origin.ofRun.run, target);
    }
  }

  /** Generators see images one way, and have one file without a version. */
  private void exportTranslation() {
    if (voting != Voting.NONE) {
      throw new UserException("--voting: it is for classifiers, not for --network translation");
    }
    if (!SavedModelWriter.isFile(out)) {
      throw new UserException(
          "--out: expected a new file NAME.zip for --network translation, found " + out);
    }
    new Delivery(Workspace.open(origin.ofRun.run)).exportTranslation(out);
  }
}
