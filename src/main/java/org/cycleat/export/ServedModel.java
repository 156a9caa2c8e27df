package org.cycleat.export;

import java.nio.file.Path;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FoundModel;
import org.tensorflow.ndarray.Shape;

/**
 * The classifier in a SavedModel: signature {@code serving_default}, images [N, S, S, 3] in [-1, 1]
 * to probabilities [N, K], and to attention maps [N, H, H] where the model has them. Threads may
 * share it.
 */
public final class ServedModel implements AutoCloseable {
  /**
   * What the model says of a batch of N images.
   *
   * @param probabilities [N, K] in row-major order
   * @param attention [N, H, H] in row-major order; none where the model gives no maps
   * @param attentionSide H; 0 where the model gives no maps
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Answer(float[] probabilities, float[] attention, int attentionSide) {}

  private static final String OPTION = "--model";

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
    this(LoadedModel.open(model, FaceModel.RECOGNIZER, OPTION, device));
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
    this(LoadedModel.inFolder(folder, FaceModel.RECOGNIZER, OPTION, device, largest));
  }

  private ServedModel(LoadedModel model) {
    this.model = model;
    model.tryOut(image -> answer(image, 1));
  }

  public ServingInfo info() {
    return model.info();
  }

  /** Whether it tells where it looks. */
  public boolean hasAttention() {
    return model.ports().answers().containsKey(ModelPorts.ATTENTION);
  }

  /**
   * Runs the model.
   *
   * @param images [count, S, S, 3] in row-major order, RGB in [-1, 1]
   */
  public Answer answer(float[] images, int count) {
    Map<String, LoadedModel.Values> answers = model.run(images, count);
    LoadedModel.Values probabilities = answers.get(ModelPorts.PROBABILITIES);
    requireLabels(probabilities.shape(), count);
    return hasAttention()
        ? withMaps(probabilities.values(), answers.get(ModelPorts.ATTENTION))
        : new Answer(probabilities.values(), new float[0], 0);
  }

  private void requireLabels(Shape shape, int count) {
    Shape expected = Shape.of(count, info().labels().size());
    if (!shape.equals(expected)) {
      throw new UserException(
          "the model gives probabilities of shape %s, expected %s for its %d labels; export it again"
              .formatted(shape, expected, info().labels().size()));
    }
  }

  private static Answer withMaps(float[] probabilities, LoadedModel.Values maps) {
    Shape shape = maps.shape();
    if (shape.numDimensions() != 3 || shape.get(1) != shape.get(2)) {
      throw new UserException(
          "the model gives attention of shape %s, expected [N, H, H]; export it again"
              .formatted(shape));
    }
    return new Answer(probabilities, maps.values(), (int) shape.get(1));
  }

  @Override
  public void close() {
    model.close();
  }
}
