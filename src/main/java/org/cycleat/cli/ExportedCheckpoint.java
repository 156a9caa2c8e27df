package org.cycleat.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.config.Architecture;
import org.cycleat.dataset.Labels;
import org.cycleat.evaluation.Voting;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Framing;
import org.cycleat.stage.CheckpointExport;
import org.cycleat.stage.Networks;
import picocli.CommandLine.Option;

/** The options of an export that no run describes. */
final class ExportedCheckpoint {
  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "CKPT",
      description =
          "Export this checkpoint of a classifier: a folder that `cycleat import` or a run made, or"
              + " the prefix of any.")
  private Path checkpoint;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "NETWORK",
      description = "Its network, as source.model names it: resnet18, vgg16, ...")
  private String network;

  @Option(
      names = "--labels",
      required = true,
      paramLabel = "LIST",
      description = "Its classes in their order: AN,DI,FE,HA,NE,SA,SU, or any others.")
  private String labels;

  @Option(
      names = "--image-size",
      paramLabel = "PIXELS",
      description = "Height and width of its images; without it, that of the checkpoint's run.")
  private Integer imageSize;

  @Option(
      names = "--width",
      paramLabel = "W",
      defaultValue = "1",
      description = "As source.width (default: ${DEFAULT-VALUE}).")
  private double width;

  @Option(
      names = "--framing",
      paramLabel = "TEXT",
      defaultValue = "eyes 0",
      description =
          "How faces lie in its images, as manifests say it in the column framing (default:"
              + " '${DEFAULT-VALUE}').")
  private String framing;

  /**
   * What is to be written.
   *
   * @param voting the views of an image that its answer is the mean of
   * @throws UserException where an option is out of range
   */
  CheckpointExport export(Voting voting) {
    Architecture architecture = architecture();
    int size = size(architecture);
    if (!(width > 0 && width <= 16)) {
      throw new UserException("--width: expected above 0, at most 16, found " + width);
    }
    return new CheckpointExport(
        checkpoint,
        new Networks.Look(architecture, size, width),
        new ServingInfo(classes(), size, framing(), voting));
  }

  /** In the order of the checkpoint's classes, which is the user's, not that of the tables. */
  private List<ServingInfo.Label> classes() {
    Labels known = Labels.parse(labels);
    return Arrays.stream(labels.split(","))
        .map(word -> known.get(known.indexOf(word.strip()).orElseThrow()))
        .map(label -> new ServingInfo.Label(label.code(), label.name()))
        .toList();
  }

  /** What the user calls it. */
  String name() {
    return checkpoint.toString();
  }

  private Architecture architecture() {
    return Arrays.stream(Architecture.values())
        .filter(known -> known.name().equalsIgnoreCase(network))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "unknown network %s (--as): expected one of %s"
                        .formatted(
                            network,
                            Arrays.stream(Architecture.values())
                                .map(known -> known.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
  }

  private int size(Architecture architecture) {
    int size =
        imageSize != null
            ? imageSize
            : CheckpointExport.imageSize(checkpoint)
                .orElseThrow(
                    () ->
                        new UserException(
                            "%s does not tell the size of its images: name it with --image-size"
                                .formatted(checkpoint)));
    int smallest = Math.max(8, architecture.smallestImage());
    if (size < smallest || size > 4096) {
      throw new UserException(
          "--image-size: expected %d to 4096, found %d".formatted(smallest, size));
    }
    return size;
  }

  private Framing framing() {
    return Framing.parse(framing)
        .orElseThrow(
            () ->
                new UserException(
                    "--framing: expected such as 'eyes 0' or 'template 0.1', found " + framing));
  }
}
