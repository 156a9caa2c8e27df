package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import org.cycleat.baseline.FaceFeatures;
import org.cycleat.config.Config;
import org.cycleat.data.OnePass;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Manifest;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.evaluation.MirroredMovements;
import org.cycleat.loss.AttentionTransfer;
import org.cycleat.model.Classifier;
import org.cycleat.model.Features;
import org.cycleat.nn.Pass;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.TaskProgress;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The activations of a trained classifier as features of faces. */
public final class NetworkFeatures implements FaceFeatures, AutoCloseable {

  /**
   * A classifier that is trained.
   *
   * @param name of the network, such as f_S
   * @param description for people, such as "AlexNet trained on the source faces"
   */
  public record Trained(
      String name, String description, Networks.ClassifierFactory network, Path checkpoint) {}

  /** Which activations. */
  public enum Layer {
    /** Those of the first group of layers, each. */
    FIRST("first layer"),
    /** The last group's in 4 x 4 cells at most, which keep where in the face they were. */
    LAST("last convolution, in cells"),
    /** The last group's, as a mean over the image: what a residual network's classes hang on. */
    LAST_MEAN("last convolution, mean over the image"),
    /** Where it looks, as an exported model tells: a square map in [0, 1]. */
    ATTENTION("attention"),
    /** What a network that has learned movements reads off an image and its mirror image. */
    MOVEMENTS("movements");

    private static final int CELLS = 4;

    private final String description;

    Layer(String description) {
      this.description = description;
    }

    private Operand<TFloat32> of(Ops tf, Classifier network, Operand<TFloat32> images) {
      if (this == MOVEMENTS) {
        return MirroredMovements.read(tf, network, images);
      }
      Features features = network.apply(Pass.inference(tf), images);
      List<Operand<TFloat32>> groups = features.groups();
      Operand<TFloat32> last = groups.get(groups.size() - 1); // [N, H, W, C]
      return switch (this) {
        case FIRST -> groups.get(0);
        case ATTENTION -> AttentionTransfer.PAPER.attentionMap(tf, features.attended());
        case LAST -> cells(tf, last);
        case MOVEMENTS -> throw new AssertionError("read above");
        case LAST_MEAN -> tf.math.mean(last, tf.array(1, 2));
      };
    }

    private static Operand<TFloat32> cells(Ops tf, Operand<TFloat32> activations) {
      int rows = (int) Math.min(CELLS, activations.shape().get(1));
      int columns = (int) Math.min(CELLS, activations.shape().get(2));
      return tf.image.resizeArea(activations, tf.array(rows, columns));
    }
  }

  private final Trained trained;
  private final Layer layer;
  private final Graph graph = new Graph();
  private final Session session;
  private final OnePass input;
  private final Operand<TFloat32> features;

  /**
   * @param pipeline its size is that of the classifier's images
   */
  public NetworkFeatures(Device device, Trained trained, Pipeline pipeline, Layer layer) {
    this.trained = trained;
    this.layer = layer;
    session = device.session(graph);
    Ops tf = Ops.create(graph);
    input = OnePass.over(tf, pipeline);
    Classifier classifier = trained.network().make(tf, trained.name());
    features = layer.of(tf, classifier, input.images());
    Checkpoint.of(tf, classifier.parameters()).restore(session, trained.checkpoint());
  }

  /** Those of the f_S that a run has or borrows. */
  public static NetworkFeatures ofSource(Workspace workspace, GpuChoice gpu, Layer layer) {
    Config config = workspace.config();
    Device device = Device.forInference(gpu, config.threads());
    Path checkpoint = workspace.network(Stage.SOURCE, SourceTraining.F_S);
    var fS =
        new Trained(
            SourceTraining.F_S,
            "f_S, trained on the source faces",
            new Networks(config).source(),
            checkpoint);
    Pipeline pipeline = Pipeline.plain(config.imageSize(), config.evaluation().batchSize());
    return new NetworkFeatures(device, fS, pipeline, layer);
  }

  @Override
  public String name() {
    return trained.description() + ", " + layer.description;
  }

  @Override
  public float[][] of(Manifest faces) {
    try (var progress = new TaskProgress("features", faces.size())) {
      return input.read(session, faces, features, progress::reached);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
