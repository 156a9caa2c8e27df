package org.cycleat.python;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.TestGraph;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.model.ResNet;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.cycleat.train.Adam;
import org.cycleat.train.Checkpoint;
import org.cycleat.train.Optimizer;
import org.cycleat.train.OptimizerStep;
import org.cycleat.train.TrainedObjects;
import org.cycleat.train.TrainingState;
import org.cycleat.weights.CheckpointFile;
import org.cycleat.weights.WeightArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A training that changes between Java and Python on its way ends where it would have ended.
 *
 * <p>Both begin after a few steps in Java: Adam's first steps have the size of the learning rate
 * whatever the gradient, so that rounding decides where a weight of little effect goes. From fresh
 * weights Python in float32 and Python in float64 are 0.02 apart after 20 steps.
 */
class TrainingPythonIT {
  private static final int BEGIN = 100;
  private static final int MIDDLE = BEGIN + 20;
  private static final int END = MIDDLE + 20;
  private static final Shape BATCH = Shape.of(8, 32, 32, 3);
  private static final int CLASSES = 7;
  private static final double WIDTH = 0.25;
  private static final float LEARNING_RATE = 1e-3f;
  private static final double TOLERANCE = 1e-3;

  @TempDir Path folder;

  @Test
  void continuesAcrossTheBorder() throws Exception {
    PythonEnvironment python = PythonEnvironment.get();
    Tensors.write(folder.resolve("batches"), batches());
    try (Training training = new Training(folder.resolve("java"))) {
      training.begin();
      training.run(0, BEGIN);
      training.state.save(training.session, BEGIN);
      training.run(BEGIN, MIDDLE);
      training.state.save(training.session, MIDDLE);
      training.run(MIDDLE, END);
      training.state.save(training.session, END);

      System.out.print(python.script("training.py", folder, WIDTH, BEGIN, TOLERANCE));

      training.begin();
      Checkpoint.of(training.tf, training.trained)
          .restore(training.session, folder.resolve("python"));
      training.run(MIDDLE, END);
      training.state.save(training.session, END + 1);
      Path whole = training.state.at(END).resolve("variables");
      Path joined = training.state.at(END + 1).resolve("variables");
      try (CheckpointFile expected = CheckpointFile.open(whole);
          CheckpointFile found = CheckpointFile.open(joined)) {
        compare(expected, found);
      }
    }
  }

  private static void compare(CheckpointFile expected, CheckpointFile found) {
    double worst = 0;
    for (String name : expected.entries().keySet()) {
      if (name.startsWith("f_S/")) {
        float[] a = expected.read(name).floats();
        float[] b = found.read(name).floats();
        for (int i = 0; i < a.length; i++) {
          double difference = Math.abs(a[i] - b[i]);
          worst = Math.max(worst, difference);
          assertTrue(difference <= TOLERANCE, name + " differs by " + difference);
        }
      }
    }
    System.out.printf("20 steps in Python, 20 in Java: within %.1e of 40 in Java%n", worst);
  }

  private static Map<String, WeightArray> batches() {
    Map<String, WeightArray> batches = new LinkedHashMap<>();
    for (int step = 0; step < END; step++) {
      batches.put("images/" + step, WeightArray.of(BATCH, images(step)));
      float[] labels = new float[(int) BATCH.get(0)];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = label(step, i);
      }
      batches.put("labels/" + step, WeightArray.of(Shape.of(labels.length), labels));
    }
    return batches;
  }

  /** Noise around a brightness that tells the class, so that there is something to learn. */
  private static float[] images(int step) {
    float[] pixels = TestGraph.normals(step, (int) BATCH.size());
    int each = pixels.length / (int) BATCH.get(0);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0.3f * pixels[i] + 0.2f * (label(step, i / each) - 3);
    }
    return pixels;
  }

  private static int label(int step, int image) {
    return (3 * step + 5 * image) % CLASSES;
  }

  /** ResNet-18 in training. */
  private static final class Training implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Session session = new Session(graph);
    private final Ops tf = Ops.create(graph);
    private final Placeholder<TFloat32> images =
        tf.placeholder(TFloat32.class, Placeholder.shape(BATCH));
    private final Placeholder<TInt32> labels =
        tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(BATCH.get(0))));
    private final Parameters parameters = new Parameters(tf, "f_S", 1);
    private final OptimizerStep step;
    private final TrainedObjects trained;
    private final TrainingState state;

    Training(Path folder) {
      var scope = new Scope(parameters, Initializer.HE);
      ResNet network = new ResNet(scope, ResNet.Depth.RESNET_18, WIDTH, CLASSES);
      Pass pass = Pass.training(tf, tf.constant(0L));
      var loss = CrossEntropy.PLAIN.of(tf, network.apply(pass, images).logits(), labels);
      step =
          new Optimizer(tf, graph, new Adam(0.5, 0.999, 1e-8))
              .minimize(
                  "step", loss, List.of(parameters), tf.constant(LEARNING_RATE), pass.updates());
      trained = new TrainedObjects(List.of(parameters), List.of(step));
      state = new TrainingState(tf, folder, 4, trained, Map.of());
    }

    void begin() {
      parameters.initialize(session);
      step.initialize(session);
    }

    void run(int from, int to) {
      for (int s = from; s < to; s++) {
        int[] classes = new int[(int) BATCH.get(0)];
        for (int i = 0; i < classes.length; i++) {
          classes[i] = label(s, i);
        }
        try (TFloat32 x = TFloat32.tensorOf(BATCH, DataBuffers.of(images(s)));
            TInt32 y = TInt32.vectorOf(classes)) {
          session.runner().feed(images, x).feed(labels, y).addTarget(step.target()).run().close();
        }
      }
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }
}
