package org.cycleat.train;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.StopRequest;
import org.cycleat.nn.BatchNorm;
import org.cycleat.nn.Dense;
import org.cycleat.nn.Dropout;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Two tiny networks with all that a resumed run must find again: batch norm, dropout, two
 * optimisers, a pool and a decaying learning rate. A process of its own for the tests that kill it.
 */
final class TinyRun implements AutoCloseable {
  private static final int FEATURES = 3;
  private static final int BATCH = 4;

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Placeholder<TFloat32> x;
  private final Placeholder<TFloat32> rate;
  private final Placeholder<TInt64> step;
  private final Operand<TFloat32> lossG;
  private final Operand<TFloat32> lossD;
  private final OptimizerStep stepG;
  private final OptimizerStep stepD;
  private final Metrics metrics;
  private final List<Parameters> networks;
  private final Session session;
  final TrainingState state;

  TinyRun(Path folder) {
    x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(BATCH, 1, 1, FEATURES)));
    rate = tf.placeholder(TFloat32.class);
    step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    Parameters g = new Parameters(tf, "g", 1);
    Parameters d = new Parameters(tf, "d", 2);
    networks = List.of(g, d);
    Pass pass = Pass.training(tf, step);
    var normal = new BatchNorm(new Scope(g, Initializer.HE), "bn", FEATURES).apply(pass, x);
    var flat = tf.reshape(normal, tf.constant(new int[] {BATCH, FEATURES}));
    var dense = new Dense(new Scope(g, Initializer.HE), "fc", FEATURES, FEATURES);
    var fake = dense.apply(pass, new Dropout(0.25f, 3).apply(pass, flat));
    Dense judge = new Dense(new Scope(d, Initializer.HE), "fc", FEATURES, 1);
    var all = tf.constant(new int[] {0, 1});
    lossG =
        tf.math.mean(tf.math.square(tf.math.sub(judge.apply(pass, fake), tf.constant(1f))), all);
    ImagePool pool = new ImagePool(tf, "pool", 5, 17);
    ImagePool.Mixed mixed = pool.mix(fake, step);
    lossD = tf.math.mean(tf.math.square(judge.apply(pass, mixed.images())), all);
    Optimizer adam = new Optimizer(tf, graph, new Adam(0.5, 0.999, 1e-8));
    stepG = adam.minimize("step_G", lossG, List.of(g), rate, pass.updates());
    stepD = adam.minimize("step_D", lossD, List.of(d), rate, mixed.updates());
    metrics = new Metrics(folder, 4, false);
    state =
        new TrainingState(
            tf,
            folder.resolve("state"),
            2,
            new TrainedObjects(networks, List.of(stepG, stepD), pool.stored()),
            Map.of("metrics", metrics));
    // One thread: sums are then added in one order.
    ConfigProto oneThread =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(1)
            .build();
    session = new Session(graph, oneThread);
    networks.forEach(network -> network.initialize(session));
    stepG.initialize(session);
    stepD.initialize(session);
    pool.initialize(session);
  }

  /** Trains to the last step of a schedule of 20, resuming where the folder's state is. */
  void train(int steps, TrainingLoop.Step each) {
    var schedule = LearningRate.constantThenLinear(0.01, 8, 12);
    var plan = new TrainingPlan(steps, schedule, 7, Duration.ofHours(1));
    train(plan, each);
  }

  void train(TrainingPlan plan, TrainingLoop.Step each) {
    new TrainingLoop(plan, state, List.of(metrics)).run(session, each);
  }

  Map<String, Float> step(long number, float learningRate) {
    Map<String, Float> losses = new LinkedHashMap<>();
    try (TFloat32 fedRate = TFloat32.scalarOf(learningRate);
        TInt64 fedStep = TInt64.scalarOf(number);
        TFloat32 fedX = batch(number);
        Result result =
            session
                .runner()
                .feed(x, fedX)
                .feed(rate, fedRate)
                .feed(step, fedStep)
                .fetch(lossG)
                .fetch(lossD)
                .addTarget(stepG.target())
                .addTarget(stepD.target())
                .run()) {
      losses.put("L_G", ((TFloat32) result.get(0)).getFloat());
      losses.put("L_D", ((TFloat32) result.get(1)).getFloat());
    }
    return losses;
  }

  private static TFloat32 batch(long number) {
    float[] values = new float[BATCH * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(1.7 * number + 0.9 * i * i);
    }
    return TFloat32.tensorOf(Shape.of(BATCH, 1, 1, FEATURES), DataBuffers.of(values, true, false));
  }

  /** Makes a network's weights useless, as a step that diverged does. */
  void poison() {
    var handle = networks.get(1).get("fc/bias").handle();
    session.run(tf.assignVariableOp(handle, tf.constant(new float[] {Float.NaN})));
  }

  @Override
  public void close() {
    metrics.close();
    session.close();
    graph.close();
  }

  /** Trains for ever, a step every 20 ms, and says on its output when the first is done. */
  public static void main(String[] arguments) {
    StopRequest.obey();
    try (TinyRun run = new TinyRun(Path.of(arguments[0]))) {
      run.train(
          Integer.MAX_VALUE,
          (number, rate) -> {
            System.out.println("step");
            try {
              Thread.sleep(20);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return run.step(number, rate);
          });
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
      StopRequest.exit(1);
    }
  }
}
