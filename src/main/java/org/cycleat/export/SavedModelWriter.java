package org.cycleat.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.device.Device;
import org.cycleat.evaluation.MovementFit;
import org.cycleat.model.Classifier;
import org.cycleat.nn.Parameters;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;

/**
 * Writes a network as a SavedModel, from an inference graph of its own.
 *
 * <p>Signatures, both giving {@code logits} and {@code probabilities} [N, K], {@code attention} [N,
 * H, H] in [0, 1], where the network looks in each image, and {@code labels}, strings [N, K], the
 * classes' names. Where views of an image vote, the probabilities are the votes' mean, the logits
 * its logarithm, and the attention is that of the image itself:
 *
 * <ul>
 *   <li>{@code serving_default}: {@code images}, float32 [N, S, S, 3], RGB in [-1, 1]; no more is
 *       in it than the converters to TFLite and ONNX know;
 *   <li>{@code serving_bytes}: {@code bytes}, strings [N], each a JPEG or PNG of a face as {@link
 *       EncodedImages} reads it. It also gives {@code valid}, bool [N]: false where an image is
 *       broken, whose numbers are zeros then.
 * </ul>
 *
 * <p>A network that reads movements gives in place of logits, probabilities and attention: {@code
 * units} [N, U], strengths of action units, weights of the shapes that show them in renders, from 0
 * to 1; {@code gaze} [N, G], likewise but to either side, where the network reads it; {@code pose}
 * [N, 2], pan and tilt in degrees. {@code labels} are the codes of the units, [N, U].
 */
public final class SavedModelWriter {
  /** What there is to be read, for errors. */
  static final String WRITTEN =
      "a folder with saved_model.pb or a .zip, as `cycleat export` writes them";

  /** Brings a classifier's variables into a session. */
  @FunctionalInterface
  public interface Weights {
    void restore(Ops tf, Classifier classifier, Session session);
  }

  private final Function<Ops, Classifier> network;
  private final Weights weights;
  private final ServingInfo info;
  private final Function<Classifier, ServedOutputs> outputs;

  /**
   * A classifier.
   *
   * @param network makes the classifier in a graph
   * @param info goes into the model's folder; its image size is S
   */
  public SavedModelWriter(Function<Ops, Classifier> network, Weights weights, ServingInfo info) {
    this(network, weights, info, classifier -> new ClassOutputs(classifier, info));
  }

  /**
   * A network that reads movements.
   *
   * @param info has their names
   * @param fits by the movement's title; those without are taken as they are read
   */
  public SavedModelWriter(
      Function<Ops, Classifier> network,
      Weights weights,
      ServingInfo info,
      Map<String, MovementFit.Fit> fits) {
    this(network, weights, info, reader -> new MovementOutputs(reader, info.movements(), fits));
  }

  private SavedModelWriter(
      Function<Ops, Classifier> network,
      Weights weights,
      ServingInfo info,
      Function<Classifier, ServedOutputs> outputs) {
    this.network = network;
    this.weights = weights;
    this.info = info;
    this.outputs = outputs;
  }

  /**
   * Writes the model into a new or empty folder, or, where the name ends in .zip, packed into one
   * file.
   *
   * @throws UserException where the folder holds something already, the file is there already, or
   *     cannot be written
   */
  public void write(Path target) {
    boolean isPacked = isFile(target);
    requireNew(target, isPacked);
    try {
      WholeFile.write(target.toAbsolutePath().normalize(), isPacked ? this::pack : this::fill);
    } catch (IOException | TensorFlowException e) {
      throw UserException.cannotWrite(target, e);
    }
  }

  /** Whether the model is to be one file, by its name. */
  public static boolean isFile(Path target) {
    return target.toString().endsWith(PackedModel.ENDING);
  }

  private void fill(Path folder) throws IOException {
    inSession(
        (graph, session, signatures, network) -> {
          SavedModelBundle.exporter(folder.toString())
              .withSession(session)
              .withSignatures(signatures.toArray(Signature[]::new))
              .export();
          SavedModelFile.complete(folder, network);
        });
    info.write(folder);
    WarmUp.write(folder, info.imageSize());
  }

  private void pack(Path file) throws IOException {
    inSession(
        (graph, session, signatures, network) -> {
          Signature serving =
              signatures.stream()
                  .filter(signature -> signature.key().equals(Signature.DEFAULT_KEY))
                  .findFirst()
                  .orElseThrow();
          Files.write(file, PackedModel.of(info, graph, session, serving));
        });
  }

  /** Writes what is in a session. */
  private interface Writer {
    void write(Graph graph, Session session, List<Signature> signatures, Parameters network)
        throws IOException;
  }

  private void inSession(Writer writer) throws IOException {
    try (Graph graph = new Graph();
        Session session = Device.besides().session(graph)) {
      Ops tf = Ops.create(graph);
      Classifier classifier = network.apply(tf);
      List<Signature> signatures =
          new ServingSignatures(outputs.apply(classifier), info.imageSize()).in(tf);
      SaverOperations.add(tf, classifier.parameters());
      weights.restore(tf, classifier, session);
      writer.write(graph, session, signatures, classifier.parameters());
    }
  }

  private static void requireNew(Path target, boolean isPacked) {
    if (!isPacked) {
      requireEmpty(target);
    } else if (Files.exists(target)) {
      throw new UserException(target + " is there already (--out); expected a new file");
    }
  }

  private static void requireEmpty(Path folder) {
    try (var entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new UserException(
            folder + " is not empty (--out); expected a new folder, such as a next version number");
      }
    } catch (NoSuchFileException e) {
      // As expected.
    } catch (IOException e) {
      throw UserException.cannotWrite(folder, e);
    }
  }
}
