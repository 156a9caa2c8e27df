package org.cycleat.export;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.cycleat.UserException;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A classifier in one small file: a zip of a SavedModel without variables. Batch normalisation is
 * folded, weights are float16, and only the signature {@code serving_default} is there. Unpacked,
 * it is a model for TensorFlow.
 *
 * @param place what errors call it
 * @param meta its weights are float32 again
 */
record PackedModel(String place, ServingInfo info, MetaGraphDef meta) {
  /** What the names of such files end in. */
  static final String ENDING = ".zip";

  private static final List<String> ENTRIES = List.of(SavedModelFile.NAME, ServingInfo.FILE);

  /** Entries have a time; the same for all, so that the same model gives the same bytes. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** More than any classifier needs; a hostile zip may promise more. */
  private static final int MOST_BYTES = 1 << 30;

  /**
   * The file's bytes.
   *
   * @param session in which the variables have their values
   */
  static byte[] of(ServingInfo info, Graph graph, Session session, Signature signature)
      throws IOException {
    List<String> outputs =
        signature.getOutputs().values().stream().map(t -> Subgraph.operation(t.name)).toList();
    GraphDef frozen = FrozenGraph.of(graph.toGraphDef(), session, outputs);
    MetaGraphDef.Builder meta =
        MetaGraphDef.newBuilder()
            .setGraphDef(HalfPrecision.in(FoldedBatchNorm.in(frozen, outputs)))
            .putSignatureDef(signature.key(), definition(signature));
    meta.getMetaInfoDefBuilder().addTags(SavedModelBundle.DEFAULT_TAG);
    SavedModel model =
        SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, ServingInfo.FILE, info.json());
      add(zip, SavedModelFile.NAME, inOneOrder(model));
    }
    return bytes.toByteArray();
  }

  /** Attributes of operations are maps, which protobuf would write in any order. */
  private static byte[] inOneOrder(SavedModel model) throws IOException {
    byte[] bytes = new byte[model.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    model.writeTo(out);
    out.checkNoSpaceLeft();
    return bytes;
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static SignatureDef definition(Signature signature) {
    SignatureDef.Builder definition =
        SignatureDef.newBuilder().setMethodName(signature.methodName());
    signature.getInputs().forEach((key, tensor) -> definition.putInputs(key, info(tensor)));
    signature.getOutputs().forEach((key, tensor) -> definition.putOutputs(key, info(tensor)));
    return definition.build();
  }

  private static TensorInfo info(Signature.TensorDescription tensor) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    if (tensor.shape.isUnknown()) {
      shape.setUnknownRank(true);
    } else {
      for (long size : tensor.shape.asArray()) {
        shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
      }
    }
    return TensorInfo.newBuilder()
        .setName(tensor.name)
        .setDtype(tensor.dataType)
        .setTensorShape(shape)
        .build();
  }

  /**
   * Reads a file's bytes.
   *
   * @param place what errors call it
   * @throws UserException when they are no such model
   */
  static PackedModel read(byte[] file, String place) {
    if (file.length < 2 || file[0] != 'P' || file[1] != 'K') {
      throw unfit(place, "another kind of file", null);
    }
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (ENTRIES.contains(entry.getName())) {
          entries.put(entry.getName(), zip.readNBytes(MOST_BYTES));
        }
      }
      return of(entries, place);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // of zip, of names that are not UTF-8, and of protobuf
      throw unfit(place, "a damaged file (%s)".formatted(UserException.reason(e)), e);
    }
  }

  private static PackedModel of(Map<String, byte[]> entries, String place) throws IOException {
    for (String name : ENTRIES) {
      if (!entries.containsKey(name)) {
        throw unfit(place, "a zip without " + name, null);
      }
    }
    MetaGraphDef meta = SavedModel.parseFrom(entries.get(SavedModelFile.NAME)).getMetaGraphs(0);
    if (FrozenGraph.variableBytes(meta.getGraphDef()) > 0) {
      throw unfit(place, "a zip of a model whose weights are files: unpack it", null);
    }
    GraphDef graph = HalfPrecision.restored(meta.getGraphDef());
    return new PackedModel(
        place,
        ServingInfo.of(
            entries.get(ServingInfo.FILE), "%s in %s".formatted(ServingInfo.FILE, place)),
        meta.toBuilder().setGraphDef(graph).build());
  }

  private static UserException unfit(String place, String found, Exception cause) {
    return new UserException(
        "%s is no model: found %s, expected %s".formatted(place, found, SavedModelWriter.WRITTEN),
        cause);
  }
}
