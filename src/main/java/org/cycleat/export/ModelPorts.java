package org.cycleat.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Where a model's graph takes images and gives answers: names of tensors.
 *
 * @param answers by the output's name
 */
record ModelPorts(String images, Map<String, String> answers) {
  static final String PROBABILITIES = "probabilities";
  static final String ATTENTION = "attention";

  /**
   * As the signature {@code serving_default} says.
   *
   * @param place what errors call the model
   * @throws UserException where it takes or gives something else
   */
  static ModelPorts of(MetaGraphDef meta, String place, ServingInfo info) {
    SignatureDef signature = meta.getSignatureDefMap().get(Signature.DEFAULT_KEY);
    if (signature == null) {
      throw new UserException(
          "the SavedModel %s has no signature %s; export it again"
              .formatted(place, Signature.DEFAULT_KEY));
    }
    TensorInfo images = tensor(signature.getInputsMap(), "images", place);
    requireImages(shape(images), place, info.imageSize());
    Map<String, String> answers = new LinkedHashMap<>();
    for (String name : outputs(info)) {
      answers.put(name, tensor(signature.getOutputsMap(), name, place).getName());
    }
    TensorInfo attention = signature.getOutputsMap().get(ATTENTION);
    if (attention != null) { // older exports have none
      answers.put(ATTENTION, attention.getName());
    }
    return new ModelPorts(images.getName(), answers);
  }

  private static List<String> outputs(ServingInfo info) {
    if (info.movements() == null) {
      return List.of(PROBABILITIES);
    }
    return info.movements().gaze().isEmpty()
        ? List.of(MovementOutputs.UNITS, MovementOutputs.POSE)
        : List.of(MovementOutputs.UNITS, MovementOutputs.POSE, MovementOutputs.GAZE);
  }

  /** The operations that give answers. */
  List<String> outputs() {
    return answers.values().stream().map(Subgraph::operation).toList();
  }

  private static TensorInfo tensor(Map<String, TensorInfo> tensors, String key, String place) {
    TensorInfo tensor = tensors.get(key);
    if (tensor == null) {
      throw new UserException(
          "the signature %s of %s has %s, expected %s; export the model again"
              .formatted(Signature.DEFAULT_KEY, place, tensors.keySet(), key));
    }
    return tensor;
  }

  private static Shape shape(TensorInfo tensor) {
    TensorShapeProto shape = tensor.getTensorShape();
    return shape.getUnknownRank()
        ? Shape.unknown()
        : Shape.of(shape.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
  }

  /** TensorFlow itself does not hold a placeholder to its shape. */
  private static void requireImages(Shape shape, String place, int size) {
    if (!shape.isCompatibleWith(Shape.of(Shape.UNKNOWN_SIZE, size, size, 3))) {
      throw new UserException(
          String.format(
              "the SavedModel %s takes images of shape %s, expected [N, %d, %d, 3] for the"
                  + " imageSize in its cycleat.json; export it again",
              place, shape, size, size));
    }
  }
}
