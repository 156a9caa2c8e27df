package org.cycleat.export;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FoundModel;
import org.tensorflow.Result;
import org.tensorflow.Session;
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

  private final LoadedModel model;

  /** {@link #ServedModel(Path, Device)} on the first GPU, or the CPU. */
  public ServedModel(Path model) {
    this(model, Device.forInference(0));
  }

  /**
   * Loads a model and runs it once.
   *
   * @param model the folder of a SavedModel, or a packed one in a file
   * @throws UserException when it is not complete, or not what its description says
   */
  public ServedModel(Path model, Device device) {
    this(
        Files.isRegularFile(model)
            ? LoadedModel.packed(FoundModel.at(model, FaceModel.RECOGNIZER, "--model"), device)
            : LoadedModel.inFolder(model, device, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
  }

  /** The same of a packed model that ships or was added. */
  public ServedModel(FoundModel model, Device device) {
    this(LoadedModel.packed(model, device));
  }

  /**
   * The same of a folder.
   *
   * @param largest bytes of variables that are made constants: while that is done, Java holds them
   *     several times
   */
  ServedModel(Path folder, Device device, long largest) {
    this(LoadedModel.inFolder(folder, device, largest));
  }

  private ServedModel(LoadedModel model) {
    this.model = model;
    try {
      tryOut();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  public ServingInfo info() {
    return model.info();
  }

  /** Whether it tells where it looks. */
  public boolean hasAttention() {
    return model.ports().attention().isPresent();
  }

  /**
   * Runs the model.
   *
   * @param images [count, S, S, 3] in row-major order, RGB in [-1, 1]
   */
  public Answer answer(float[] images, int count) {
    int size = info().imageSize();
    Shape shape = Shape.of(count, size, size, 3);
    try (TFloat32 batch = TFloat32.tensorOf(shape, DataBuffers.of(images, true, false))) {
      ModelPorts ports = model.ports();
      Session.Runner runner =
          model.session().runner().feed(ports.images(), batch).fetch(ports.probabilities());
      ports.attention().ifPresent(runner::fetch);
      try (Result result = runner.run()) {
        TFloat32 probabilities = (TFloat32) result.get(0);
        requireLabels(probabilities.shape(), count);
        return ports.attention().isEmpty()
            ? new Answer(values(probabilities), new float[0], 0)
            : withMaps(values(probabilities), (TFloat32) result.get(1));
      }
    }
  }

  private void requireLabels(Shape shape, int count) {
    Shape expected = Shape.of(count, info().labels().size());
    if (!shape.equals(expected)) {
      throw new UserException(
          "the model gives probabilities of shape %s, expected %s for its %d labels; export it again"
              .formatted(shape, expected, info().labels().size()));
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

  /**
   * A first pass shows missing variables and sizes that differ now rather than at the first face.
   */
  private void tryOut() {
    int size = info().imageSize();
    try {
      answer(new float[size * size * 3], 1);
    } catch (TensorFlowException | IllegalArgumentException | ClassCastException e) {
      throw model.unfit(e);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
