package org.cycleat.export;

import java.nio.file.Path;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FoundModel;
import org.tensorflow.ndarray.Shape;

/**
 * The network in a SavedModel that reads movements: signature {@code serving_default}, images [N,
 * S, S, 3] in [-1, 1] to strengths of action units, gaze and the head's pose. Threads may share it.
 */
public final class ServedMovements implements AutoCloseable {

  /**
   * What the model reads off a batch of N images, in row-major order.
   *
   * @param units [N, U], strengths from 0 to 1
   * @param gaze [N, G], -1 to 1
   * @param pose [N, 2], pan and tilt in degrees
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Answer(float[] units, float[] gaze, float[] pose) {}

  private final LoadedModel model;

  /**
   * Loads a model and runs it once.
   *
   * @param model the folder of a SavedModel, or a packed one in a file
   * @param option that named it, for errors
   * @throws UserException when it is not complete, or not what its description says
   */
  public ServedMovements(Path model, String option, Device device) {
    this(LoadedModel.open(model, FaceModel.MOVEMENTS, option, device));
  }

  /** The same of a packed model that ships or was added. */
  public ServedMovements(FoundModel model, Device device) {
    this(LoadedModel.packed(model, device));
  }

  private ServedMovements(LoadedModel model) {
    this.model = model;
    model.tryOut(image -> answer(image, 1));
  }

  /** Its movements are there. */
  public ServingInfo info() {
    return model.info();
  }

  /**
   * Runs the model.
   *
   * @param images [count, S, S, 3] in row-major order, RGB in [-1, 1]
   */
  public Answer answer(float[] images, int count) {
    Map<String, LoadedModel.Values> answers = model.run(images, count);
    ServingInfo.MovementNames names = info().movements();
    return new Answer(
        rows(answers, MovementOutputs.UNITS, Shape.of(count, names.units().size())),
        names.gaze().isEmpty()
            ? new float[0]
            : rows(answers, MovementOutputs.GAZE, Shape.of(count, names.gaze().size())),
        rows(answers, MovementOutputs.POSE, Shape.of(count, 2)));
  }

  private static float[] rows(
      Map<String, LoadedModel.Values> answers, String name, Shape expected) {
    LoadedModel.Values found = answers.get(name);
    if (!found.shape().equals(expected)) {
      throw new UserException(
          "the model gives %s of shape %s, expected %s; export it again"
              .formatted(name, found.shape(), expected));
    }
    return found.values();
  }

  @Override
  public void close() {
    model.close();
  }
}
