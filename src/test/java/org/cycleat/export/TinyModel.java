package org.cycleat.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cycleat.face.Framing;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.math.Mean;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/**
 * A classifier without variables whose logits are the mean red, green and blue, so that a test can
 * say what it must answer.
 */
public final class TinyModel {
  public static final int SIZE = 12;
  public static final List<ServingInfo.Label> LABELS =
      List.of(
          new ServingInfo.Label("RE", "reddish"),
          new ServingInfo.Label("GR", "greenish"),
          new ServingInfo.Label("BL", "bluish"));

  private TinyModel() {}

  /** Writes a complete model. */
  public static Path write(Path folder) throws IOException {
    writeGraph(folder, "serving_default", "images");
    new ServingInfo(LABELS, SIZE, Framing.DEFAULT).write(folder);
    return folder;
  }

  /** Writes the SavedModel without its description. */
  public static void writeGraph(Path folder, String signature, String inputKey) throws IOException {
    Files.createDirectories(folder);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> images =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, SIZE, SIZE, 3)));
      Operand<TFloat32> logits =
          tf.math.mean(images, tf.array(1, 2), Mean.keepDims(false)); // [N, 3]
      Operand<TFloat32> probabilities = tf.nn.softmax(logits);
      SignatureDef.Builder serving =
          SignatureDef.newBuilder()
              .setMethodName("tensorflow/serving/predict")
              .putInputs(inputKey, info(images.output()))
              .putOutputs("logits", info(logits.asOutput()))
              .putOutputs("probabilities", info(probabilities.asOutput()));
      MetaGraphDef.Builder meta =
          MetaGraphDef.newBuilder()
              .setGraphDef(graph.toGraphDef())
              .putSignatureDef(signature, serving.build());
      meta.getMetaInfoDefBuilder().addTags("serve");
      SavedModel model =
          SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
      try (OutputStream file = Files.newOutputStream(folder.resolve("saved_model.pb"))) {
        model.writeTo(file);
      }
    }
  }

  private static TensorInfo info(Output<?> output) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : output.shape().asArray()) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorInfo.newBuilder()
        .setName(output.op().name() + ":" + output.index())
        .setDtype(org.tensorflow.proto.DataType.DT_FLOAT)
        .setTensorShape(shape)
        .build();
  }
}
