package org.cycleat.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;

/**
 * The classifier in a SavedModel: signature {@code serving_default}, images [N, S, S, 3] in [-1, 1]
 * to probabilities [N, K], and to attention maps [N, H, H] where the model has them. Threads may
 * share it.
 *
 * <p>Its variables become constants when it is loaded, batch normalisation is folded, and only what
 * these outputs need is kept: TensorFlow then computes a convolution, its bias and its ReLU at
 * once.
 */
public final class ServedModel implements AutoCloseable {
  private static final String IMAGES = "images";
  private static final String PROBABILITIES = "probabilities";
  private static final String ATTENTION = "attention";
  private static final int HEAP_SHARE = 4;

  /**
   * What the model says of a batch of N images.
   *
   * @param probabilities [N, K] in row-major order
   * @param attention [N, H, H] in row-major order; none where the model gives no maps
   * @param attentionSide H; 0 where the model gives no maps
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Answer(float[] probabilities, float[] attention, int attentionSide) {}

  private final ServingInfo info;
  private final Graph graph;
  private final Session session;
  private final String input;
  private final String output;
  private final Optional<String> attention;

  /** {@link #ServedModel(Path, Device)} on the first GPU, or the CPU. */
  public ServedModel(Path folder) {
    this(folder, Device.forInference(0));
  }

  /**
   * Loads the model and runs it once.
   *
   * @throws UserException when it is not complete, or not what its description says
   */
  public ServedModel(Path folder, Device device) {
    this(folder, device, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * @param largest bytes of variables that are made constants: while that is done, Java holds them
   *     several times
   */
  ServedModel(Path folder, Device device, long largest) {
    if (!Files.isRegularFile(folder.resolve("saved_model.pb"))) {
      throw new UserException(
          "no SavedModel at "
              + folder
              + " (--model): expected a folder with saved_model.pb, as `cycleat export` writes it");
    }
    info = ServingInfo.read(folder);
    SavedModelBundle bundle = load(folder, device);
    try {
      Signature signature = signature(bundle, folder);
      Signature.TensorDescription images = tensor(signature.getInputs(), IMAGES, folder);
      requireImages(images.shape, folder);
      input = images.name;
      output = tensor(signature.getOutputs(), PROBABILITIES, folder).name;
      attention = Optional.ofNullable(signature.getOutputs().get(ATTENTION)).map(t -> t.name);
      boolean isSmall = FrozenGraph.variableBytes(bundle.metaGraphDef().getGraphDef()) <= largest;
      graph = isSmall ? frozen(bundle, folder) : bundle.graph();
      session = isSmall ? new Session(graph, rewrittenOnce(device)) : bundle.session();
      if (isSmall) {
        bundle.close();
      }
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
    try {
      tryOut(folder);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static SavedModelBundle load(Path folder, Device device) {
    try {
      return SavedModelBundle.loader(folder.toString())
          .withTags(SavedModelBundle.DEFAULT_TAG)
          .withConfigProto(device.sessions())
          .load();
    } catch (RuntimeException e) { // TensorFlow's exceptions have no nearer class in common
      throw new UserException(
          "cannot load the SavedModel "
              + folder
              + ": "
              + UserException.reason(e)
              + "; export it again",
          e);
    }
  }

  /** A second round over a graph of constants finds nothing, and takes as long as the first. */
  private static ConfigProto rewrittenOnce(Device device) {
    ConfigProto.Builder config = device.sessions().toBuilder();
    config
        .getGraphOptionsBuilder()
        .getRewriteOptionsBuilder()
        .setMetaOptimizerIterations(RewriterConfig.NumIterationsType.ONE);
    return config.build();
  }

  private Graph frozen(SavedModelBundle bundle, Path folder) {
    List<String> outputs =
        Stream.concat(Stream.of(output), attention.stream()).map(Subgraph::operation).toList();
    Graph frozen = new Graph();
    try {
      GraphDef whole = bundle.metaGraphDef().getGraphDef();
      GraphDef constant = FrozenGraph.of(whole, bundle.session(), outputs);
      frozen.importGraphDef(FoldedBatchNorm.in(constant, outputs));
      return frozen;
    } catch (TensorFlowException | IllegalArgumentException e) {
      frozen.close();
      throw unfit(folder, e);
    }
  }

  public ServingInfo info() {
    return info;
  }

  /** Whether it tells where it looks. */
  public boolean hasAttention() {
    return attention.isPresent();
  }

  /**
   * Runs the model.
   *
   * @param images [count, S, S, 3] in row-major order, RGB in [-1, 1]
   */
  public Answer answer(float[] images, int count) {
    int size = info.imageSize();
    Shape shape = Shape.of(count, size, size, 3);
    try (TFloat32 batch = TFloat32.tensorOf(shape, DataBuffers.of(images, true, false))) {
      Session.Runner runner = session.runner().feed(input, batch).fetch(output);
      attention.ifPresent(runner::fetch);
      try (Result result = runner.run()) {
        TFloat32 probabilities = (TFloat32) result.get(0);
        requireLabels(probabilities.shape(), count);
        return attention.isEmpty()
            ? new Answer(values(probabilities), new float[0], 0)
            : withMaps(values(probabilities), (TFloat32) result.get(1));
      }
    }
  }

  private void requireLabels(Shape shape, int count) {
    Shape expected = Shape.of(count, info.labels().size());
    if (!shape.equals(expected)) {
      throw new UserException(
          "the model gives probabilities of shape %s, expected %s for its %d labels; export it again"
              .formatted(shape, expected, info.labels().size()));
    }
  }

  private static Answer withMaps(float[] probabilities, TFloat32 maps) {
    if (maps.rank() != 3 || maps.shape().get(1) != maps.shape().get(2)) {
      throw new UserException(
          "the model gives attention of shape %s, expected [N, H, H]; export it again"
              .formatted(maps.shape()));
    }
    return new Answer(probabilities, values(maps), (int) maps.shape().get(1));
  }

  private static float[] values(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  private static Signature signature(SavedModelBundle bundle, Path folder) {
    return bundle.signatures().stream()
        .filter(signature -> signature.key().equals(Signature.DEFAULT_KEY))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "the SavedModel "
                        + folder
                        + " has no signature "
                        + Signature.DEFAULT_KEY
                        + "; export it again"));
  }

  private static Signature.TensorDescription tensor(
      Map<String, Signature.TensorDescription> tensors, String key, Path folder) {
    Signature.TensorDescription description = tensors.get(key);
    if (description == null) {
      throw new UserException(
          "the signature "
              + Signature.DEFAULT_KEY
              + " of "
              + folder
              + " has "
              + tensors.keySet()
              + ", expected "
              + key
              + "; export the model again");
    }
    return description;
  }

  /** TensorFlow itself does not hold a placeholder to its shape. */
  private void requireImages(Shape shape, Path folder) {
    int size = info.imageSize();
    if (!shape.isCompatibleWith(Shape.of(Shape.UNKNOWN_SIZE, size, size, 3))) {
      throw new UserException(
          String.format(
              "the SavedModel %s takes images of shape %s, expected [N, %d, %d, 3] for the imageSize"
                  + " in its cycleat.json; export it again",
              folder, shape, size, size));
    }
  }

  /**
   * A first pass shows missing variables and sizes that differ now rather than at the first face.
   */
  private void tryOut(Path folder) {
    int size = info.imageSize();
    try {
      answer(new float[size * size * 3], 1);
    } catch (TensorFlowException | IllegalArgumentException | ClassCastException e) {
      throw unfit(folder, e);
    }
  }

  private UserException unfit(Path folder, RuntimeException e) {
    return new UserException(
        "the SavedModel %s does not run on images of %d x %d pixels (imageSize in cycleat.json): %s; export it again"
            .formatted(folder, info.imageSize(), info.imageSize(), UserException.reason(e)),
        e);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
