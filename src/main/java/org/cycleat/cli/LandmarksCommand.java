package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Use;
import org.cycleat.face.models.FaceModel;
import org.cycleat.stage.LandmarkCheck;
import org.cycleat.stage.LandmarkTraining;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat landmarks}: trains the model of the 68 landmarks, or measures one. */
@Command(
    name = "landmarks",
    description = {
      "Train a model of the 68 facial landmarks on rendered faces, or measure one.",
      "An interrupted training goes on where it was."
    })
final class LandmarksCommand implements Callable<Integer> {
  private static final int BATCH_SIZE = 32;
  private static final double LEARNING_RATE = 1e-3;

  /** What to do: one of the two. */
  static final class Task {
    @Option(
        names = "--data",
        required = true,
        paramLabel = "DIR",
        description =
            "Train on this folder, as render --ict-facekit made it; its test split only tells how"
                + " well it goes.")
    private Path data;

    @Option(
        names = "--check",
        required = true,
        paramLabel = "DIR",
        description =
            "Measure on this folder: against its manifest's landmarks, or, without a manifest,"
                + " against the five points of the face detector.")
    private Path check;
  }

  @ArgGroup(multiplicity = "1")
  private Task task;

  @Option(
      names = "--out",
      paramLabel = "FILE.pb",
      defaultValue = "landmarks68.pb",
      description = "The trained model (default: ${DEFAULT-VALUE}); states are kept beside it.")
  private Path out;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "30",
      description = "Passes over the data (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--width",
      paramLabel = "N",
      defaultValue = "16",
      description = "Channels of the first layer, even (default: ${DEFAULT-VALUE}).")
  private int width;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of weights, order and augmentation (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--landmark-model",
      paramLabel = "FILE.pb",
      description = "The model to measure; without it, the one that ships.")
  private Path model;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Measure on the first N images by name; all unless set.")
  private Integer limit;

  @Mixin private FaceModelOption faceModel;
  @Mixin private GpuOption gpu;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    require(epochs >= 1, "--epochs", "a number from 1", epochs);
    require(width >= 2 && width <= 256 && width % 2 == 0, "--width", "even, 2 to 256", width);
    require(limit == null || limit >= 1, "--limit", "a number from 1", limit);
    PrintWriter terminal = spec.commandLine().getOut();
    if (task.check != null) {
      Losses losses = new Losses(terminal::println);
      new LandmarkCheck(faceModel.models().find(FaceModel.YUNET), Optional.ofNullable(model))
          .run(task.check, limit == null ? Integer.MAX_VALUE : limit, terminal::println, losses);
      return losses.exitCode();
    }
    Path file = task.data.resolve(Manifest.FILE_NAME);
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          "no manifest at %s (--data): expected a folder that cycleat render made".formatted(file));
    }
    LandmarkTraining.train(
        Manifest.read(file, Labels.EXPRESSIONS, Use.UNLABELLED),
        new LandmarkTraining.Recipe(epochs, BATCH_SIZE, LEARNING_RATE, width, seed),
        gpu.choice(),
        out,
        terminal::println);
    terminal.println("model: " + out);
    return 0;
  }

  private static void require(boolean fits, String option, String expected, Object found) {
    if (!fits) {
      throw new UserException("%s: expected %s, found %s".formatted(option, expected, found));
    }
  }
}
