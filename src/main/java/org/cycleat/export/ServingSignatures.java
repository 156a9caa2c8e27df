package org.cycleat.export;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * The functions of an exported model, which {@link SavedModelWriter} describes.
 *
 * @param imageSize S
 */
record ServingSignatures(ServedOutputs outputs, int imageSize) {

  /** Adds both to the network's graph. */
  List<Signature> in(Ops tf) {
    return List.of(
        fromImages(tf.withSubScope("serving_default")),
        fromBytes(tf.withSubScope("serving_bytes")));
  }

  private Signature fromImages(Ops tf) {
    Shape shape = Shape.of(-1, imageSize, imageSize, 3);
    var images = tf.withName("images").placeholder(TFloat32.class, Placeholder.shape(shape));
    Signature.Builder signature = signature("serving_default", "images", images);
    scores(tf, images)
        .forEach((name, value) -> signature.output(name, tf.withName(name).identity(value)));
    return signature.output("labels", labels(tf, images)).build();
  }

  private Signature fromBytes(Ops tf) {
    var bytes = tf.withName("bytes").placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
    EncodedImages encoded = EncodedImages.of(tf, bytes, imageSize);
    Signature.Builder signature = signature("serving_bytes", "bytes", bytes);
    scores(tf, encoded.images())
        .forEach((name, value) -> signature.output(name, zeroed(tf, name, encoded, value)));
    return signature
        .output("labels", labels(tf, encoded.images()))
        .output("valid", tf.withName("valid").identity(encoded.valid()))
        .build();
  }

  private static Signature.Builder signature(String key, String inputName, Operand<?> input) {
    return Signature.builder()
        .key(key)
        .input(inputName, input)
        .methodName("tensorflow/serving/predict");
  }

  private Map<String, Operand<TFloat32>> scores(Ops tf, Operand<TFloat32> images) {
    Operand<TInt32> count = count(tf, images);
    Map<String, Operand<TFloat32>> scores = new LinkedHashMap<>();
    outputs
        .of(tf, neverEmpty(tf, images))
        .forEach((name, rows) -> scores.put(name, first(tf, count, rows)));
    return scores;
  }

  /** oneDNN's fused convolutions fail on no images: a black one stands in for them. */
  private static Operand<TFloat32> neverEmpty(Ops tf, Operand<TFloat32> images) {
    Operand<TInt32> missing =
        tf.dtypes.cast(tf.math.equal(count(tf, images), tf.constant(0)), TInt32.class); // [1]
    Shape one = images.shape().tail();
    Operand<TInt32> sides =
        tf.constant(new int[] {(int) one.get(0), (int) one.get(1), (int) one.get(2)});
    Operand<TFloat32> black =
        tf.fill(tf.concat(List.of(missing, sides), tf.constant(0)), tf.constant(0f));
    return tf.concat(List.of(images, black), tf.constant(0));
  }

  private static Operand<TFloat32> first(Ops tf, Operand<TInt32> count, Operand<TFloat32> rows) {
    return tf.stridedSlice(
        rows, tf.constant(new int[] {0}), count, tf.constant(new int[] {1})); // [N, ...]
  }

  /** N, as a vector of one. */
  private static Operand<TInt32> count(Ops tf, Operand<TFloat32> images) {
    return tf.slice(tf.shape(images), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
  }

  /** [N, K]: TensorFlow Serving's rows want the batch first in every output. */
  private Operand<TString> labels(Ops tf, Operand<TFloat32> images) {
    String[] names = outputs.labels().toArray(String[]::new);
    Operand<TString> row = tf.expandDims(tf.array(names), tf.constant(0)); // [1, K]
    Operand<TInt32> times =
        tf.concat(List.of(count(tf, images), tf.constant(new int[] {1})), tf.constant(0));
    return tf.withName("labels").tile(row, times);
  }

  private static Operand<TFloat32> zeroed(
      Ops tf, String name, EncodedImages encoded, Operand<TFloat32> rows) {
    int[] column = new int[rows.shape().numDimensions()];
    Arrays.fill(column, 1);
    column[0] = -1;
    Operand<TBool> valid = tf.reshape(encoded.valid(), tf.constant(column));
    return tf.withName(name).select(valid, rows, tf.constant(0f));
  }
}
