package org.cycleat.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cycleat.UserException;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * The classifier in a SavedModel: signature {@code serving_default}, images [N, S, S, 3] in [-1, 1]
 * to probabilities [N, K]. Threads may share it.
 */
final class ServedModel implements AutoCloseable {
  private static final String IMAGES = "images";
  private static final String PROBABILITIES = "probabilities";

  private final ServingInfo info;
  private final SavedModelBundle bundle;
  private final String input;
  private final String output;

  /**
   * Loads the model and runs it once.
   *
   * @throws UserException when it is not complete, or not what its description says
   */
  ServedModel(Path folder) {
    if (!Files.isRegularFile(folder.resolve("saved_model.pb"))) {
      throw new UserException(
          "no SavedModel at "
              + folder
              + " (--model): expected a folder with saved_model.pb, as `cycleat export` writes it");
    }
    info = ServingInfo.read(folder);
    try {
      bundle = SavedModelBundle.load(folder.toString(), SavedModelBundle.DEFAULT_TAG);
    } catch (TensorFlowException e) {
      throw new UserException(
          "cannot load the SavedModel " + folder + ": " + firstLine(e) + "; export it again", e);
    }
    try {
      Signature signature = signature(folder);
      Signature.TensorDescription images = tensor(signature.getInputs(), IMAGES, folder);
      requireImages(images.shape, folder);
      input = images.name;
      output = tensor(signature.getOutputs(), PROBABILITIES, folder).name;
      tryOut(folder);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  ServingInfo info() {
    return info;
  }

  /**
   * Runs the model.
   *
   * @param images [count, S, S, 3] in row-major order, RGB in [-1, 1]
   * @return [count, K] in row-major order
   */
  float[] probabilities(float[] images, int count) {
    int size = info.imageSize();
    Shape shape = Shape.of(count, size, size, 3);
    try (TFloat32 batch = TFloat32.tensorOf(shape, DataBuffers.of(images, true, false));
        Result result = bundle.session().runner().feed(input, batch).fetch(output).run()) {
      TFloat32 probabilities = (TFloat32) result.get(0);
      Shape expected = Shape.of(count, info.labels().size());
      if (!probabilities.shape().equals(expected)) {
        throw new UserException(
            "the model gives probabilities of shape "
                + probabilities.shape()
                + ", expected "
                + expected
                + " for its "
                + info.labels().size()
                + " labels; export it again");
      }
      float[] values = new float[count * info.labels().size()];
      probabilities.asRawTensor().data().asFloats().read(values);
      return values;
    }
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
      probabilities(new float[size * size * 3], 1);
    } catch (TensorFlowException | IllegalArgumentException | ClassCastException e) {
      throw new UserException(
          "the SavedModel "
              + folder
              + " does not run on images of "
              + size
              + " x "
              + size
              + " pixels (imageSize in cycleat.json): "
              + firstLine(e)
              + "; export it again",
          e);
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  @Override
  public void close() {
    bundle.close();
  }
}
