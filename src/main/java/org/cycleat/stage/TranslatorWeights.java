package org.cycleat.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.cycleat.transfer.Assignments;
import org.cycleat.weights.CheckpointsFolder;
import org.cycleat.weights.ElementType;
import org.cycleat.weights.NpzWriter;
import org.cycleat.weights.WeightArray;
import org.cycleat.weights.WeightFile;
import org.cycleat.weights.WeightFiles;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

/**
 * Generators and discriminators that a translation starts from: a file whose arrays are called
 * NETWORK/PARAMETER, or the folder of a translation.
 *
 * @param path as the configuration has it
 */
record TranslatorWeights(Path path) {
  private static final String KEY = "gan.weights";
  private static final String EXPECTED =
      "what `cycleat export --network translation` writes, or a run's folder translation";

  /** The array that says for images of which size they were trained, a number. */
  static final String IMAGE_SIZE = "imageSize";

  /** Those that a configuration names, if any. */
  static Optional<TranslatorWeights> of(Config config) {
    return Optional.of(config.gan().weights())
        .filter(text -> !text.isEmpty())
        .map(text -> new TranslatorWeights(Path.of(text)));
  }

  /**
   * Writes those of a translation into one file: NumPy's arrays, the weights in float16.
   *
   * @param translation folder of the networks
   * @param config that they were trained with
   * @throws UserException where the file is there already or cannot be written
   */
  static void write(Path translation, Config config, Path target) {
    if (Files.exists(target)) {
      throw new UserException(target + " is there already (--out); expected a new file");
    }
    try (Graph graph = new Graph();
        WeightFile trained = folder(translation);
        NpzWriter writer = new NpzWriter(target)) {
      writer.add(IMAGE_SIZE, number(config.imageSize()));
      for (Parameters network : networks(Ops.create(graph), config)) {
        for (Variable variable : network.all()) {
          String name = name(network.network(), variable);
          writer.add(name, WeightArray.ofHalves(variable.shape(), trained.read(name).floats()));
        }
      }
      writer.finish();
    } catch (IOException e) {
      throw UserException.cannotWrite(target, e);
    }
  }

  private static WeightArray number(int value) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return new WeightArray(ElementType.INT32, Shape.scalar(), bytes.putInt(0, value));
  }

  private static WeightFile folder(Path translation) {
    return CheckpointsFolder.open(translation, FaceTranslation.TRANSLATORS);
  }

  /**
   * Checks that they are there and whole, and fit the networks of a configuration.
   *
   * @throws UserException that says what is wrong
   */
  void requireFit(Config config) {
    try (WeightFile file = open()) {
      requireForm(file, config);
      try (Graph graph = new Graph()) {
        networks(Ops.create(graph), config).forEach(network -> requireFit(file, network));
      }
    } catch (UserException e) {
      throw new UserException("%s: %s".formatted(KEY, e.getMessage()), e);
    }
  }

  private WeightFile open() {
    boolean isFolder = Files.isDirectory(path.resolve(FaceTranslation.G_SW));
    return isFolder ? folder(path) : WeightFiles.open(path);
  }

  private void requireForm(WeightFile file, Config config) {
    List<Config.Difference> differences =
        TranslatorForm.of(file, imageSize(file))
            .orElseThrow(
                () ->
                    new UserException(
                        "%s holds no generators and discriminators: expected %s"
                            .formatted(path, EXPECTED)))
            .differences(TranslatorForm.of(config));
    if (!differences.isEmpty()) {
      throw new UserException(
          "%s has networks of another form (%s): set these keys as in the file, or name other weights"
              .formatted(
                  path,
                  differences.stream()
                      .map(each -> each.between("in the file", "in this configuration"))
                      .collect(Collectors.joining("; "))));
    }
  }

  private OptionalLong imageSize(WeightFile file) {
    WeightFile.Entry size = file.entries().get(IMAGE_SIZE);
    if (size != null && size.type().isNumeric() && size.shape().size() == 1) {
      return OptionalLong.of((long) file.read(IMAGE_SIZE).at(0));
    }
    return Workspace.around(path)
        .map(run -> OptionalLong.of(run.config().imageSize()))
        .orElse(OptionalLong.empty());
  }

  private static List<Parameters> networks(Ops tf, Config config) {
    return TranslationNetworks.make(tf, new Networks(config), false).trained();
  }

  private void requireFit(WeightFile file, Parameters network) {
    for (Variable variable : network.all()) {
      String name = name(network.network(), variable);
      WeightFile.Entry found = file.entries().get(name);
      if (found == null || !found.type().isNumeric() || !found.shape().equals(variable.shape())) {
        String what =
            found == null
                ? "no " + name
                : "%s %s %s instead of %s"
                    .formatted(name, found.type(), text(found.shape()), text(variable.shape()));
        throw new UserException("%s has %s: expected %s".formatted(path, what, EXPECTED));
      }
      requireFinite(name, file.read(name));
    }
  }

  private static String text(Shape shape) {
    return Arrays.toString(shape.asArray());
  }

  private void requireFinite(String name, WeightArray array) {
    for (float value : array.floats()) {
      if (!Float.isFinite(value)) {
        throw new UserException(
            "%s in %s has values that are not finite: take weights from before their training went wrong"
                .formatted(name, path));
      }
    }
  }

  private static String name(String network, Variable variable) {
    return network + "/" + variable.name();
  }

  /**
   * Gives the networks of a translation, and their averages, these weights.
   *
   * @throws UserException where they cannot be read
   */
  void restore(Ops tf, Session session, TranslationNetworks networks) {
    try (WeightFile file = open()) {
      for (Parameters network : networks.trained()) {
        if (FaceTranslation.isTranslator(network)) {
          restore(tf, session, file, network.network(), network);
        }
      }
      networks
          .averages()
          .forEach(pair -> restore(tf, session, file, pair.network().network(), pair.average()));
    }
  }

  private static void restore(
      Ops tf, Session session, WeightFile file, String name, Parameters network) {
    Assignments assignments = new Assignments(tf, network.all());
    try (Assignments.Pending pending = assignments.in(session)) {
      for (Variable variable : network.all()) {
        pending.assign(variable.name(), file.read(name(name, variable)).floats());
      }
      pending.flush();
    }
  }
}
