package org.cycleat.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FoundModel;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;

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

  private static final int HEAP_SHARE = 4;

  /** What one output says of a batch, in row-major order. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Values(Shape shape, float[] values) {}

  /**
   * Loads what a user names.
   *
   * @param model the folder of a SavedModel, or a packed one in a file
   * @param kind which is expected
   * @param option that named it, for errors
   * @throws UserException when it is not complete, or not what its description says
   */
  static LoadedModel open(Path model, FaceModel kind, String option, Device device) {
    return Files.isRegularFile(model)
        ? packed(FoundModel.at(model, kind, option), device)
        : inFolder(model, kind, option, device, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  private static void requireKind(ServingInfo info, FaceModel kind, String place) {
    boolean isExpected = kind == FaceModel.MOVEMENTS;
    if (isExpected == (info.movements() != null)) {
      return;
    }
    throw new UserException(
        isExpected
            ? "%s names classes and reads no movements: expected what `cycleat export` writes of a run with source.learns=movements"
                .formatted(place)
            : "%s reads movements and names no classes: expected a classifier; `cycleat recognize --movements` takes it"
                .formatted(place));
  }

  /**
   * Loads a SavedModel.
   *
   * @param largest bytes of variables that are made constants
   * @throws UserException when it is not complete, or not what its description says
   */
  static LoadedModel inFolder(
      Path folder, FaceModel kind, String option, Device device, long largest) {
    if (!Files.isRegularFile(folder.resolve(SavedModelFile.NAME))) {
      throw new UserException(
          "no model at %s (%s): expected %s%s"
              .formatted(folder, option, SavedModelWriter.WRITTEN, version(folder)));
    }
    ServingInfo info = ServingInfo.read(folder, option);
    String place = folder.toString();
    requireKind(info, kind, "%s (%s)".formatted(place, option));
    SavedModelBundle bundle = load(folder, device);
    try {
      MetaGraphDef meta = bundle.metaGraphDef();
      ModelPorts ports = ModelPorts.of(meta, place, info);
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
    requireKind(model.info(), file.model(), model.place());
    ModelPorts ports = ModelPorts.of(model.meta(), model.place(), model.info());
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

  /**
   * Runs it once, which shows missing variables and sizes that differ now rather than at the first
   * face; closes it where it fails.
   *
   * @param answers takes a batch of one
   */
  void tryOut(Consumer<float[]> answers) {
    try {
      answers.accept(new float[info.imageSize() * info.imageSize() * 3]);
    } catch (TensorFlowException | IllegalArgumentException | ClassCastException e) {
      close();
      throw unfit(place, info, e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Runs the model.
   *
   * @param images [count, S, S, 3] in row-major order, RGB in [-1, 1]
   * @return each output, by its name
   */
  Map<String, Values> run(float[] images, int count) {
    Shape shape = Shape.of(count, info.imageSize(), info.imageSize(), 3);
    try (TFloat32 batch = TFloat32.tensorOf(shape, DataBuffers.of(images, true, false))) {
      Session.Runner runner = session.runner().feed(ports.images(), batch);
      ports.answers().values().forEach(runner::fetch);
      Map<String, Values> answers = new HashMap<>();
      try (Result result = runner.run()) {
        for (String name : ports.answers().keySet()) {
          answers.put(name, values((TFloat32) result.get(answers.size())));
        }
      }
      return answers;
    }
  }

  private static Values values(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return new Values(tensor.shape(), values);
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
