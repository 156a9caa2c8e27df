package org.cycleat.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.face.models.FoundModel;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.RewriterConfig;

/**
 * A model's graph in a session.
 *
 * <p>Its variables become constants when it is loaded, batch normalisation is folded, and only what
 * the answers need is kept: TensorFlow then computes a convolution, its bias and its ReLU at once.
 * Of a packed model all that is done already.
 *
 * @param place what errors call it
 */
record LoadedModel(String place, ServingInfo info, ModelPorts ports, Graph graph, Session session)
    implements AutoCloseable {

  /**
   * Loads a SavedModel.
   *
   * @param largest bytes of variables that are made constants
   * @throws UserException when it is not complete, or not what its description says
   */
  static LoadedModel inFolder(Path folder, Device device, long largest) {
    if (!Files.isRegularFile(folder.resolve(SavedModelFile.NAME))) {
      throw new UserException(
          "no model at %s (--model): expected %s%s"
              .formatted(folder, SavedModelWriter.WRITTEN, version(folder)));
    }
    ServingInfo info = ServingInfo.read(folder);
    String place = folder.toString();
    SavedModelBundle bundle = load(folder, device);
    try {
      MetaGraphDef meta = bundle.metaGraphDef();
      ModelPorts ports = ModelPorts.of(meta, place, info.imageSize());
      if (FrozenGraph.variableBytes(meta.getGraphDef()) > largest) {
        return new LoadedModel(place, info, ports, bundle.graph(), bundle.session());
      }
      LoadedModel frozen =
          ofConstants(
              place,
              info,
              ports,
              () -> {
                GraphDef all =
                    FrozenGraph.of(meta.getGraphDef(), bundle.session(), ports.outputs());
                return FoldedBatchNorm.in(all, ports.outputs());
              },
              device);
      bundle.close();
      return frozen;
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  /** What to name instead where a folder holds versions of a model. */
  private static String version(Path folder) {
    OptionalLong newest = Versions.newest(folder);
    return newest.isPresent() ? ", such as " + folder.resolve("" + newest.getAsLong()) : "";
  }

  /**
   * Loads a packed model.
   *
   * @throws UserException as above
   */
  static LoadedModel packed(FoundModel file, Device device) {
    PackedModel model =
        PackedModel.read(file.read(), "%s (%s)".formatted(file.place(), file.source()));
    ModelPorts ports = ModelPorts.of(model.meta(), model.place(), model.info().imageSize());
    GraphDef whole = model.meta().getGraphDef();
    return ofConstants(
        model.place(),
        model.info(),
        ports,
        () ->
            GraphDef.newBuilder()
                .setVersions(whole.getVersions())
                .addAllNode(Subgraph.of(whole, ports.outputs(), node -> false))
                .build(),
        device);
  }

  private static LoadedModel ofConstants(
      String place,
      ServingInfo info,
      ModelPorts ports,
      Supplier<GraphDef> constants,
      Device device) {
    Graph graph = new Graph();
    try {
      graph.importGraphDef(constants.get());
      return new LoadedModel(place, info, ports, graph, new Session(graph, rewrittenOnce(device)));
    } catch (TensorFlowException | IllegalArgumentException e) {
      graph.close();
      throw unfit(place, info, e);
    }
  }

  private static SavedModelBundle load(Path folder, Device device) {
    try {
      return SavedModelBundle.loader(folder.toString())
          .withTags(SavedModelBundle.DEFAULT_TAG)
          .withConfigProto(device.sessions())
          .load();
    } catch (RuntimeException e) { // TensorFlow's exceptions have no nearer class in common
      throw new UserException(
          "cannot load the SavedModel "
              + folder
              + ": "
              + UserException.reason(e)
              + "; export it again",
          e);
    }
  }

  /** A second round over a graph of constants finds nothing, and takes as long as the first. */
  private static ConfigProto rewrittenOnce(Device device) {
    ConfigProto.Builder config = device.sessions().toBuilder();
    config
        .getGraphOptionsBuilder()
        .getRewriteOptionsBuilder()
        .setMetaOptimizerIterations(RewriterConfig.NumIterationsType.ONE);
    return config.build();
  }

  /** What to say where the graph fails. */
  UserException unfit(RuntimeException e) {
    return unfit(place, info, e);
  }

  private static UserException unfit(String place, ServingInfo info, RuntimeException e) {
    return new UserException(
        "the SavedModel %s does not run on images of %d x %d pixels (imageSize in cycleat.json): %s; export it again"
            .formatted(place, info.imageSize(), info.imageSize(), UserException.reason(e)),
        e);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
