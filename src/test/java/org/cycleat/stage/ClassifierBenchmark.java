package org.cycleat.stage;

import java.util.Arrays;
import java.util.Map;
import org.cycleat.bench.Benchmark;
import org.cycleat.config.Config;
import org.cycleat.config.PrecisionChoice;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Labels;
import org.cycleat.device.Device;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.model.Classifier;
import org.cycleat.nn.Pass;
import org.cycleat.train.Towers;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** ResNet-50 on one batch: a step of training, or its logits. */
final class ClassifierBenchmark implements Benchmark.Work {

  /**
   * @param side in pixels
   * @param width multiplies every number of channels
   */
  record Sizes(int side, double width, int batch) {

    Config config() {
      return Config.preset("paper")
          .with(
              "imageSize=" + side,
              "source.model=resnet50",
              "source.width=" + width,
              "source.batchSize=" + batch);
    }

    @Override
    public String toString() {
      String narrower = width == 1 ? "" : "width %s, ".formatted(width);
      return "%d px, %sbatch %d".formatted(side, narrower, batch);
    }
  }

  private final Graph graph = new Graph();
  private final Session session;
  private final Runnable step;
  private Map<String, Float> losses = Map.of();
  private long done;

  ClassifierBenchmark(Device device, Sizes sizes, PrecisionChoice precision, boolean training) {
    Arithmetic arithmetic = Arithmetic.of(precision, device);
    arithmetic.apply(device, line -> {});
    session = device.session(graph);
    Ops tf = Ops.create(graph);
    StoredImages images =
        StoredImages.of(tf, "images", Shape.of(sizes.batch(), sizes.side(), sizes.side(), 3));
    images.initialize(session);
    Networks networks = new Networks(sizes.config(), arithmetic.training());
    step = training ? training(networks, images.value()) : inference(tf, networks, images.value());
  }

  /** What {@link ClassifierTraining} runs. */
  private Runnable training(Networks networks, Operand<TFloat32> images) {
    int[] labels = new int[(int) images.shape().get(0)];
    Arrays.setAll(labels, i -> i % Labels.EXPRESSIONS.size());
    Config config = networks.config();
    var recipe = new ClassifierTask.Recipe(1, 2e-4, CrossEntropy.PLAIN);
    var pipeline = Pipeline.plain(config.imageSize(), labels.length);
    // No samples: the images are here.
    var task = new ClassifierTask("f_S", networks.source(), null, pipeline, recipe);
    Ops tf = Ops.create(graph);
    var classes = tf.constant(Labels.EXPRESSIONS.size());
    var targets = tf.oneHot(tf.constant(labels), classes, tf.constant(1f), tf.constant(0f));
    var faces = new ClassifierGraph.Faces(images, targets, tf.constant(labels));
    var net = new ClassifierGraph(graph, networks, Towers.ONE, task, faces);
    net.classifier.parameters().initialize(session);
    net.step.initialize(session);
    return () ->
        losses =
            net.inputs.run(
                session.runner().addTarget(net.step.target()),
                new StepInputs.Now(done++, 2e-4f),
                net.losses());
  }

  private Runnable inference(Ops tf, Networks networks, Operand<TFloat32> images) {
    Classifier classifier = networks.source().make(tf, "f_S");
    classifier.parameters().initialize(session);
    Pass pass = Pass.inference(tf).in(networks.precision());
    var logits = classifier.apply(pass, images).logits();
    return () -> {
      try (Result result = session.runner().fetch(logits).run()) {
        losses = Map.of("first logit", ((TFloat32) result.get(0)).getFloat(0, 0));
      }
    };
  }

  @Override
  public void step() {
    step.run();
  }

  /** What the last step gave. */
  Map<String, Float> losses() {
    return losses;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
