package org.cycleat.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cycleat.UserException;
import org.cycleat.config.Architecture;
import org.cycleat.model.Generator;
import org.cycleat.model.LandmarkNetwork;
import org.cycleat.model.PatchDiscriminator;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Scope;
import org.cycleat.stage.Networks;
import org.tensorflow.op.Ops;
import picocli.CommandLine.Option;

/** The options that say which network takes the weights. */
final class ImportedNetwork {
  private static final String GENERATOR = "generator";
  private static final String DISCRIMINATOR = "discriminator";
  private static final String LANDMARKS = "landmarks68";
  private static final int MOST_CHANNELS = 1024;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "NETWORK",
      description =
          "What they become: a classifier as source.model names it (resnet50, alexnet, ...),"
              + " generator, discriminator or landmarks68.")
  private String network;

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "7",
      description = "Classes of the classifier (default: ${DEFAULT-VALUE}).")
  private int classes;

  @Option(
      names = "--width",
      paramLabel = "W",
      description =
          "As source.width for classifiers (default: 1); channels of the first layer for the others"
              + " (default: 64, and 16 for landmarks68).")
  private Double width;

  @Option(
      names = "--image-size",
      paramLabel = "PIXELS",
      description =
          "Height and width of the images, on which dense layers after convolutions depend"
              + " (default: 227 for alexnet, else 224).")
  private Integer imageSize;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      defaultValue = "9",
      description = "Residual blocks of the generator (default: ${DEFAULT-VALUE}).")
  private int blocks;

  @Option(
      names = "--strided-layers",
      paramLabel = "N",
      defaultValue = "3",
      description = "Layers of the discriminator with stride 2 (default: ${DEFAULT-VALUE}).")
  private int stridedLayers;

  @Option(
      names = "--upsampling",
      paramLabel = "KIND",
      defaultValue = "transposed",
      description = "How the generator enlarges: transposed (the default) or resize.")
  private Generator.Enlargement upsampling;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of what keeps new values (default: ${DEFAULT-VALUE}).")
  private long seed;

  /** What the user calls it. */
  String name() {
    return network.toLowerCase(Locale.ROOT);
  }

  /** Whether it sees pixels as Keras's and torchvision's classifiers do. */
  boolean isClassifier() {
    return architectures().contains(name());
  }

  /**
   * Makes the network in a graph.
   *
   * @throws UserException where an option is out of range
   */
  Parameters make(Ops tf) {
    Parameters parameters = new Parameters(tf, name(), seed);
    if (isClassifier()) {
      return classifier(new Scope(parameters, Initializer.HE));
    }
    Scope scope = new Scope(parameters, Initializer.normal(0.02f));
    return switch (name()) {
      case GENERATOR -> {
        require(blocks >= 1 && blocks <= 99, "--blocks", "1 to 99", blocks);
        yield new Generator(scope, new Generator.Shape(blocks, channels(64), upsampling))
            .parameters();
      }
      case DISCRIMINATOR -> {
        boolean fits = stridedLayers >= 1 && stridedLayers <= 3;
        require(fits, "--strided-layers", "1 to 3", stridedLayers);
        yield new PatchDiscriminator(
                scope, new PatchDiscriminator.Shape(channels(64), stridedLayers))
            .parameters();
      }
      case LANDMARKS -> {
        int channels = channels(16);
        require(channels % 2 == 0, "--width", "an even number of channels", channels);
        yield new LandmarkNetwork(new Scope(parameters, Initializer.HE), channels).parameters();
      }
      default -> throw unknown();
    };
  }

  private Parameters classifier(Scope scope) {
    var architecture = Architecture.valueOf(name().toUpperCase(Locale.ROOT));
    double factor = width == null ? 1 : width;
    int size = imageSize != null ? imageSize : architecture == Architecture.ALEXNET ? 227 : 224;
    int smallest = architecture.smallestImage();
    require(classes >= 1 && classes <= 100_000, "--classes", "1 to 100000", classes);
    require(factor > 0 && factor <= 16, "--width", "above 0, at most 16", factor);
    require(size >= smallest && size <= 4096, "--image-size", smallest + " to 4096", size);
    return Networks.classifier(scope, new Networks.Look(architecture, size, factor), classes)
        .parameters();
  }

  private int channels(int usual) {
    double given = width == null ? usual : width;
    boolean fits = given >= 1 && given <= MOST_CHANNELS && given == Math.rint(given);
    require(fits, "--width", "a number of channels, 1 to " + MOST_CHANNELS, given);
    return (int) given;
  }

  private UserException unknown() {
    List<String> known = new ArrayList<>(architectures());
    known.addAll(List.of(GENERATOR, DISCRIMINATOR, LANDMARKS));
    return new UserException(
        "unknown network %s (--as): expected one of %s"
            .formatted(network, String.join(", ", known)));
  }

  private static List<String> architectures() {
    return Arrays.stream(Architecture.values())
        .map(a -> a.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static void require(boolean fits, String option, String expected, Object found) {
    if (!fits) {
      throw new UserException("%s: expected %s, found %s".formatted(option, expected, found));
    }
  }
}
