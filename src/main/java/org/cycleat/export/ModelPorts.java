package org.cycleat.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
 * @param attention empty where the model gives no maps
 */
record ModelPorts(String images, String probabilities, Optional<String> attention) {

  /**
   * As the signature {@code serving_default} says.
   *
   * @param place what errors call the model
   * @param imageSize that the signature must take
   * @throws UserException where it takes or gives something else
   */
  static ModelPorts of(MetaGraphDef meta, String place, int imageSize) {
    SignatureDef signature = meta.getSignatureDefMap().get(Signature.DEFAULT_KEY);
    if (signature == null) {
      throw new UserException(
          "the SavedModel %s has no signature %s; export it again"
              .formatted(place, Signature.DEFAULT_KEY));
    }
    TensorInfo images = tensor(signature.getInputsMap(), "images", place);
    requireImages(shape(images), place, imageSize);
    return new ModelPorts(
        images.getName(),
        tensor(signature.getOutputsMap(), "probabilities", place).getName(),
        Optional.ofNullable(signature.getOutputsMap().get("attention")).map(TensorInfo::getName));
  }

  /** The operations that give answers. */
  List<String> outputs() {
    return Stream.concat(Stream.of(probabilities), attention.stream())
        .map(Subgraph::operation)
        .toList();
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
              "the SavedModel %s takes images of shape %s, expected [N, %d, %d, 3] for the imageSize"
                  + " in its cycleat.json; export it again",
              place, shape, size, size));
    }
  }
}
