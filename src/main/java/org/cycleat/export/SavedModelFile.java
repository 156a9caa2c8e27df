package org.cycleat.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.VariableDef;

/**
 * What TensorFlow Java's exporter leaves out of {@code saved_model.pb}: which operations are
 * variables. Python takes them from a collection; without it, it restores none into a function, and
 * what converts models finds them without values. The operations that only the start of training
 * needs are taken out.
 */
final class SavedModelFile {
  static final String NAME = "saved_model.pb";

  private SavedModelFile() {}

  /** Completes the file in a model's folder. */
  static void complete(Path folder, Parameters network) throws IOException {
    Path file = folder.resolve(NAME);
    SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    MetaGraphDef.Builder meta = model.getMetaGraphsBuilder(0);
    GraphDef whole = meta.getGraphDef();
    meta.getGraphDefBuilder()
        .clearNode()
        .addAllNode(Subgraph.of(whole, roots(meta), node -> false));
    List<Variable> all = List.copyOf(network.all());
    meta.putCollectionDef("variables", collection(all));
    meta.putCollectionDef("trainable_variables", collection(network.trainable()));
    Files.write(file, model.build().toByteArray());
  }

  private static List<String> roots(MetaGraphDef.Builder meta) {
    List<String> roots = new ArrayList<>(List.of(SaverOperations.SAVE, SaverOperations.RESTORE));
    for (SignatureDef signature : meta.getSignatureDefMap().values()) {
      for (TensorInfo output : signature.getOutputsMap().values()) {
        roots.add(Subgraph.operation(output.getName()));
      }
    }
    return roots;
  }

  private static CollectionDef collection(List<Variable> variables) {
    CollectionDef.Builder collection = CollectionDef.newBuilder();
    for (Variable variable : variables) {
      collection.getBytesListBuilder().addValue(definition(variable).toByteString());
    }
    return collection.build();
  }

  private static VariableDef definition(Variable variable) {
    return VariableDef.newBuilder()
        .setVariableName(variable.handle().asOutput().op().name() + ":0")
        .setInitializerName(SaverOperations.RESTORE) // a model starts with what was saved
        .setSnapshotName(variable.value().asOutput().op().name() + ":0")
        .setIsResource(true)
        .setTrainable(variable.trainable())
        .build();
  }
}
