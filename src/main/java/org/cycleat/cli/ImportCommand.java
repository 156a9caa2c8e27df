package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.train.Checkpoint;
import org.cycleat.transfer.MatchReport;
import org.cycleat.transfer.Matching;
import org.cycleat.transfer.NetworkImport;
import org.cycleat.transfer.Pixels;
import org.cycleat.transfer.Rules;
import org.cycleat.transfer.RulesReader;
import org.cycleat.weights.WeightFile;
import org.cycleat.weights.WeightFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cycleat import}: makes a checkpoint of a network here from a file of weights. */
@Command(
    name = "import",
    description = {
      "Make a checkpoint from weights that others trained.",
      "Arrays are matched by the rules of --map, by name, by names that mean the same, and by shape"
          + " where that leaves no choice. Axes are put in the order that TensorFlow has."
    })
final class ImportCommand implements Runnable {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description =
          "The weights: a checkpoint, a SavedModel, or a file of Keras (.h5, .keras), NumPy (.npz,"
              + " .npy) or safetensors.")
  private Path from;

  @Mixin private ImportedNetwork network;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the checkpoint, as source.weights takes it.")
  private Path to;

  @Option(
      names = "--map",
      paramLabel = "FILE.yaml",
      description =
          "Rules for names, a list of {from: REGEX, to: NAME} and {skip: REGEX}; NAME may hold $1,"
              + " and transpose: [2, 3, 1, 0] may say the order of axes.")
  private Path map;

  @Option(
      names = "--partial",
      description =
          "Take what fits: keep new values where the file has none, leave out what has no place.")
  private boolean partial;

  @Option(
      names = "--pixels",
      paramLabel = "KIND",
      defaultValue = "tf",
      description =
          "Pixels that the weights were trained on: tf (RGB in [-1, 1], the default), caffe (BGR"
              + " less ImageNet's mean: Keras's ResNet and VGG) or torch (RGB by ImageNet's mean and"
              + " deviation). The difference goes into the first convolution: the same outputs but"
              + " at the border, where zeros stand for another colour.")
  private Pixels pixels;

  @Option(names = "--force", description = "Replace the checkpoint that is in the folder.")
  private boolean force;

  @Option(
      names = "--list",
      description = "List every parameter, also those that were loaded under their own name.")
  private boolean list;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (Checkpoint.exists(to) && !force) {
      throw new UserException(
          "%s (--to) holds a checkpoint: choose another folder, or replace it with --force"
              .formatted(to));
    }
    if (pixels != Pixels.TF && !network.isClassifier()) {
      throw new UserException("--pixels goes with classifiers, not with " + network.name());
    }
    Rules rules = map == null ? Rules.NONE : RulesReader.read(map);
    PrintWriter out = spec.commandLine().getOut();
    Device device = Device.forInference(GpuChoice.NONE, 0);
    try (WeightFile file = WeightFiles.open(from);
        NetworkImport transfer = new NetworkImport(file, network::make, rules)) {
      MatchReport report = new MatchReport(transfer.matching());
      out.printf("%s: %s, %d arrays%n", from, file.format(), file.entries().size());
      report.lines(list).forEach(out::println);
      requireWhole(transfer.matching(), report);
      transfer.write(device, pixels, to);
      out.printf("%s: %s%n", to, report.counts());
    }
  }

  private void requireWhole(Matching matching, MatchReport report) {
    if (matching.isExact() || (partial && !matching.isEmpty())) {
      return;
    }
    String next =
        matching.isEmpty()
            ? "see the file's names with `cycleat checkpoint ls`, and map them with --map"
            : "name what is missing with --map, or take what fits with --partial, which keeps new"
                + " values for the rest, as where 1,000 classes of ImageNet give way to 7";
    throw new UserException(
        "%s do not make a %s: %s; nothing was written; %s"
            .formatted(from, network.name(), report.counts(), next));
  }
}
