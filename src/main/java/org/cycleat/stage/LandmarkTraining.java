package org.cycleat.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cycleat.data.Batches;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Manifest;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.export.FrozenGraph;
import org.cycleat.face.LandmarkRegressor;
import org.cycleat.loss.WingLoss;
import org.cycleat.model.LandmarkNetwork;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.cycleat.train.Adam;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.DataWait;
import org.cycleat.train.LearningRate;
import org.cycleat.train.Metrics;
import org.cycleat.train.Optimizer;
import org.cycleat.train.OptimizerStep;
import org.cycleat.train.ProgressDisplay;
import org.cycleat.train.StepRunner;
import org.cycleat.train.TrainedObjects;
import org.cycleat.train.TrainingLoop;
import org.cycleat.train.TrainingPlan;
import org.cycleat.train.TrainingState;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Trains the landmark network on rendered faces, and writes it as one file for OpenCV's DNN. */
public final class LandmarkTraining implements AutoCloseable {
  /** Images are read at this size: their faces have about the size that they have in a crop. */
  static final int IMAGE_SIZE = 96;

  private static final WingLoss LOSS = new WingLoss(0.1f, 0.02f); // in distances between the eyes
  private static final double CONSTANT_SHARE = 0.4; // of the steps; then linearly to zero
  private static final Duration SAVE_INTERVAL = Duration.ofMinutes(2);
  private static final int METRICS_EVERY = 50;
  private static final String NETWORK = "landmarks";

  /**
   * How to train.
   *
   * @param width channels of the network's first layer
   * @param seed of initial weights, order and augmentation
   */
  public record Recipe(int epochs, int batchSize, double learningRate, int width, long seed) {}

  private final Recipe recipe;
  private final Path folder;
  private final Graph graph = new Graph();
  private final Session session;
  private final Ops tf;
  private final Batches batches;
  private final long stepsPerEpoch;
  private final LandmarkSamples samples;
  private final StepInputs inputs;
  private final LandmarkNetwork network;
  private final Operand<TFloat32> loss;
  private final OptimizerStep optimizerStep;
  private final LandmarkValidation validation;

  /**
   * Trains, or goes on from the state beside the model's file, and writes the model.
   *
   * @param manifest with landmarks; its split test is for validation, all else for training
   * @param file of the model, see {@link FrozenGraph}; states and metrics are in a folder beside it
   * @param report told a line after each epoch
   */
  public static void train(
      Manifest manifest, Recipe recipe, GpuChoice gpu, Path file, Consumer<String> report) {
    Path folder = file.resolveSibling(file.getFileName() + ".training");
    Device device = Device.forTraining(gpu, 0);
    report.accept("device: " + device.description());
    try (LandmarkTraining training =
        new LandmarkTraining(manifest, recipe, device, folder, report)) {
      training.train();
      training.write(file);
    }
  }

  private LandmarkTraining(
      Manifest manifest, Recipe recipe, Device device, Path folder, Consumer<String> report) {
    this.recipe = recipe;
    this.folder = folder;
    session = device.session(graph);
    tf = Ops.create(graph);
    Manifest training = manifest.filter(sample -> !sample.split().equals("test"));
    samples = LandmarkSamples.of(training);
    stepsPerEpoch = Math.max(1, training.size() / recipe.batchSize());
    Pipeline pipeline = Pipeline.plain(IMAGE_SIZE, recipe.batchSize());
    batches = Batches.training(tf, training, pipeline, recipe.seed());
    inputs = StepInputs.in(tf);
    network = network(tf, recipe);
    Pass pass = Pass.training(tf, inputs.step());
    var seed = tf.stack(List.of(tf.constant(recipe.seed()), inputs.step()));
    var views = new LandmarkViews(tf, samples).of(batches.images(), batches.indices(), seed);
    var crops = new GreyJitter(tf, tf.constant(recipe.batchSize()), seed).of(views.crops());
    var errors = tf.math.sub(network.apply(pass, crops), views.points());
    loss = LOSS.of(tf, tf.math.div(errors, views.unit()));
    optimizerStep =
        new Optimizer(tf, graph, new Adam(0.9, 0.999, 1e-8))
            .minimize(
                "step_" + NETWORK,
                loss,
                List.of(network.parameters()),
                inputs.learningRate(),
                pass.updates());
    validation =
        new LandmarkValidation(tf, session, network, manifest.split("test"), stepsPerEpoch, report);
  }

  private static LandmarkNetwork network(Ops tf, Recipe recipe) {
    Parameters parameters = new Parameters(tf, NETWORK, recipe.seed());
    return new LandmarkNetwork(new Scope(parameters, Initializer.HE), recipe.width());
  }

  private void train() {
    network.parameters().initialize(session);
    session.run(tf.assignVariableOp(network.average().handle(), tf.constant(samples.average())));
    optimizerStep.initialize(session);
    long steps = stepsPerEpoch * recipe.epochs();
    long constant = Math.round(CONSTANT_SHARE * steps);
    var rate = LearningRate.constantThenLinear(recipe.learningRate(), constant, steps - constant);
    var plan = new TrainingPlan(steps, rate, Math.max(1, stepsPerEpoch), SAVE_INTERVAL);
    DataWait wait = new DataWait(List.of(batches.waited()), StepRunner.PLAIN);
    try (Metrics metrics = new Metrics(folder, METRICS_EVERY, false);
        ProgressDisplay display = new ProgressDisplay(NETWORK, recipe.batchSize(), wait::seconds)) {
      TrainingState state =
          new TrainingState(
              tf,
              folder.resolve("state"),
              1,
              new TrainedObjects(List.of(network.parameters()), List.of(optimizerStep)),
              Map.of("metrics", metrics));
      var streams = new StreamStart(session, List.of(batches), 0);
      new TrainingLoop(plan, state, List.of(streams, metrics, display, validation))
          .run(session, (n, now) -> step(inputs.through(wait), new StepInputs.Now(n, now)));
    }
  }

  private Map<String, Float> step(StepInputs measured, StepInputs.Now now) {
    return measured.run(
        session.runner().addTarget(optimizerStep.target()), now, Map.of("wing", loss));
  }

  /** Through a checkpoint into a graph of its own, which has nothing of the training. */
  private void write(Path file) {
    Path weights = folder.resolve(NETWORK);
    Checkpoint.of(tf, network.parameters()).save(session, weights, stepsPerEpoch * recipe.epochs());
    try (Graph inference = new Graph();
        Session frozen = Device.besides().session(inference)) {
      Ops ops = Ops.create(inference);
      LandmarkNetwork same = network(ops, recipe);
      Shape shape = Shape.of(-1, LandmarkNetwork.SIZE, LandmarkNetwork.SIZE, 1);
      var crops =
          ops.withName(LandmarkRegressor.INPUT)
              .placeholder(TFloat32.class, Placeholder.shape(shape));
      var points =
          ops.withName(LandmarkRegressor.OUTPUT).identity(same.apply(Pass.inference(ops), crops));
      Checkpoint.of(ops, same.parameters()).restore(frozen, weights);
      FrozenGraph.write(inference, frozen, points.op().name(), file);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
