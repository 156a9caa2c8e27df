package org.cycleat.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.data.Preprocessing;
import org.cycleat.device.Device;
import org.cycleat.loss.AttentionTransfer;
import org.cycleat.model.Classifier;
import org.cycleat.model.Features;
import org.cycleat.nn.Pass;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * Writes a classifier as a SavedModel, from an inference graph of its own.
 *
 * <p>Signatures, both giving {@code logits} and {@code probabilities} [N, K], and {@code attention}
 * [N, H, H] in [0, 1], where the network looks in each image:
 *
 * <ul>
 *   <li>{@code serving_default}: {@code images}, float32 [N, S, S, 3], RGB in [-1, 1];
 *   <li>{@code serving_bytes}: {@code bytes}, strings [N], each an encoded JPEG or PNG of a face.
 * </ul>
 */
public final class SavedModelWriter {

  /** Brings a classifier's variables into a session. */
  @FunctionalInterface
  public interface Weights {
    void restore(Ops tf, Classifier classifier, Session session);
  }

  private static final Shape ANY_NUMBER = Shape.of(-1);

  /** An attention map of fewer cells on a side says little of a face. */
  private static final int LEAST_ATTENTION_SIDE = 7;

  private final Function<Ops, Classifier> network;
  private final Weights weights;
  private final ServingInfo info;

  /**
   * @param network makes the classifier in a graph
   * @param info goes into the model's folder; its image size is S
   */
  public SavedModelWriter(Function<Ops, Classifier> network, Weights weights, ServingInfo info) {
    this.network = network;
    this.weights = weights;
    this.info = info;
  }

  /**
   * Writes the model into a new or empty folder.
   *
   * @throws UserException where the folder holds something already, or cannot be written
   */
  public void write(Path folder) {
    requireEmpty(folder);
    try {
      WholeFile.write(
          folder.toAbsolutePath().normalize(),
          part -> {
            writeGraph(part);
            info.write(part);
            WarmUp.write(part, info.imageSize());
          });
    } catch (IOException | TensorFlowException e) {
      throw UserException.cannotWrite(folder, e);
    }
  }

  private void writeGraph(Path folder) throws IOException {
    try (Graph graph = new Graph();
        Session session = Device.besides().session(graph);
        ConcreteFunction decode = ConcreteFunction.create(this::decode)) {
      Ops tf = Ops.create(graph);
      Classifier classifier = network.apply(tf);
      Signature fromImages = imagesSignature(tf, classifier);
      Signature fromBytes = bytesSignature(tf, classifier, decode);
      SaverOperations.add(tf, classifier.parameters());
      weights.restore(tf, classifier, session);
      SavedModelBundle.exporter(folder.toString())
          .withSession(session)
          .withSignatures(fromImages, fromBytes)
          .export();
    }
  }

  private Signature imagesSignature(Ops tf, Classifier classifier) {
    Ops scope = tf.withSubScope("serving_default");
    Shape shape = Shape.of(-1, info.imageSize(), info.imageSize(), 3);
    var images = scope.withName("images").placeholder(TFloat32.class, Placeholder.shape(shape));
    return signature("serving_default", "images", images, scores(scope, classifier, images));
  }

  private Signature bytesSignature(Ops tf, Classifier classifier, ConcreteFunction decode) {
    Ops scope = tf.withSubScope("serving_bytes");
    var bytes = scope.withName("bytes").placeholder(TString.class, Placeholder.shape(ANY_NUMBER));
    Shape one = Shape.of(info.imageSize(), info.imageSize(), 3);
    Operand<TFloat32> images =
        scope
            .mapDefun(List.of(bytes), List.of(), List.of(TFloat32.class), List.of(one), decode)
            .output()
            .get(0)
            .expect(TFloat32.class);
    return signature("serving_bytes", "bytes", bytes, scores(scope, classifier, images));
  }

  private Signature decode(Ops tf) {
    var encoded = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    return Signature.builder()
        .key("decode")
        .input("encoded", encoded)
        .output("image", Preprocessing.centred(tf, encoded, info.imageSize()))
        .build();
  }

  private record Scores(
      Operand<TFloat32> logits, Operand<TFloat32> probabilities, Operand<TFloat32> attention) {}

  private static Scores scores(Ops tf, Classifier classifier, Operand<TFloat32> images) {
    Features features = classifier.apply(Pass.inference(tf), images);
    var logits = features.logits();
    var attention = AttentionTransfer.PAPER.attentionMap(tf, attended(features.groups()));
    return new Scores(
        tf.withName("logits").identity(logits),
        tf.withName("probabilities").nn.softmax(logits),
        tf.withName("attention").identity(attention));
  }

  /** The deepest group whose map still tells the parts of a face apart, else the first. */
  private static Operand<TFloat32> attended(List<Operand<TFloat32>> groups) {
    Operand<TFloat32> deepest = groups.get(0);
    for (Operand<TFloat32> group : groups) {
      deepest = group.shape().get(1) >= LEAST_ATTENTION_SIDE ? group : deepest;
    }
    return deepest;
  }

  private static Signature signature(
      String key, String inputName, Operand<?> input, Scores scores) {
    return Signature.builder()
        .key(key)
        .input(inputName, input)
        .output("logits", scores.logits())
        .output("probabilities", scores.probabilities())
        .output("attention", scores.attention())
        .methodName("tensorflow/serving/predict")
        .build();
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
