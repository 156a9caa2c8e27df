package org.cycleat.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * The classifier in a SavedModel: signature {@code serving_default}, images [N, S, S, 3] in [-1, 1]
 * to probabilities [N, K], and to attention maps [N, H, H] where the model has them. Threads may
 * share it.
 */
public final class ServedModel implements AutoCloseable {
  private static final String IMAGES = "images";
  private static final String PROBABILITIES = "probabilities";
  private static final String ATTENTION = "attention";

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
  private final SavedModelBundle bundle;
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
    if (!Files.isRegularFile(folder.resolve("saved_model.pb"))) {
      throw new UserException(
          "no SavedModel at "
              + folder
              + " (--model): expected a folder with saved_model.pb, as `cycleat export` writes it");
    }
    info = ServingInfo.read(folder);
    try {
      bundle =
          SavedModelBundle.loader(folder.toString())
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
    try {
      Signature signature = signature(folder);
      Signature.TensorDescription images = tensor(signature.getInputs(), IMAGES, folder);
      requireImages(images.shape, folder);
      input = images.name;
      output = tensor(signature.getOutputs(), PROBABILITIES, folder).name;
      attention = Optional.ofNullable(signature.getOutputs().get(ATTENTION)).map(t -> t.name);
      tryOut(folder);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
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
      Session.Runner runner = bundle.session().runner().feed(input, batch).fetch(output);
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

  private Signature signature(Path folder) {
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
      throw new UserException(
          "the SavedModel "
              + folder
              + " does not run on images of "
              + size
              + " x "
              + size
              + " pixels (imageSize in cycleat.json): "
              + UserException.reason(e)
              + "; export it again",
          e);
    }
  }

  @Override
  public void close() {
    bundle.close();
  }
}
