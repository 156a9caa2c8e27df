package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.TestGraph;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** A weight that each step lowers by 0.5, and a statistic that it raises by 2. */
class WeightAverageTest {
  @TempDir Path folder;

  private final TestGraph graph = new TestGraph();
  private final Ops tf = graph.tf();
  private final Parameters net = new Parameters(tf, "net", 1);
  private final Variable w = net.trainable("w", Shape.of(3), Initializer.ONES);
  private final Variable counted = net.statistic("counted", Shape.of(2), 0f);
  private final Parameters mean = new Parameters(tf, "mean", 1);
  private final Variable meanW = mean.trainable("w", Shape.of(3), Initializer.ZEROS);
  private final Variable meanCounted = mean.statistic("counted", Shape.of(2), 0f);
  private final Operand<TFloat32> time = graph.input(Shape.scalar(), 0);
  private final OptimizerStep step = step(0.5);

  @AfterEach
  void close() {
    graph.close();
  }

  private OptimizerStep step(double decay) {
    Op count = tf.assignAddVariableOp(counted.handle(), tf.constant(new float[] {2, 2}));
    OptimizerStep plain =
        new Optimizer(tf, graph.graph(), new Sgd(0, 0))
            .minimize(
                "step",
                tf.sum(w.value(), tf.constant(0)),
                List.of(net),
                tf.constant(0.5f),
                List.of(count));
    var pairs = List.of(new WeightAverage.Pair(net, mean));
    return WeightAverage.after(tf, plain, pairs, decay, tf.dtypes.cast(time, TInt64.class));
  }

  private void start() {
    graph.initialize(net);
    step.initialize(graph.session());
  }

  private void run(int t) {
    graph.set(time, t);
    graph.run(List.of(step.target()));
  }

  @Test
  void startsFromTheWeightsAndFollowsThemEverMoreSlowly() {
    start();
    assertArrayEquals(new float[] {1, 1, 1}, graph.value(meanW.value()));
    run(0); // d = 1/10: 0.1 · 1 + 0.9 · 0.5
    assertArrayEquals(new float[] {0.55f, 0.55f, 0.55f}, graph.value(meanW.value()), 1e-6f);
    assertArrayEquals(new float[] {1.8f, 1.8f}, graph.value(meanCounted.value()), 1e-6f);
    run(1); // d = 2/11: 0.55 · 2/11 + 0 · 9/11
    assertEquals(0.1f, graph.value(meanW.value())[2], 1e-6f);
    assertEquals((1.8f * 2 + 4 * 9) / 11, graph.value(meanCounted.value())[1], 1e-6f);
    run(1000); // d = 0.5: 0.5 · 0.1 + 0.5 · -0.5
    assertEquals(-0.2f, graph.value(meanW.value())[0], 1e-6f);
    assertEquals(-0.5f, graph.value(w.value())[0], 1e-6f);
  }

  @Test
  void aStateBringsItBack() {
    start();
    run(0);
    var trained = new TrainedObjects(List.of(net), List.of(step));
    TrainingState state = new TrainingState(tf, folder, 1, trained, Map.of());
    state.save(graph.session(), 1);
    run(1);
    assertEquals(1, state.restore(graph.session()));
    assertArrayEquals(new float[] {0.55f, 0.55f, 0.55f}, graph.value(meanW.value()), 1e-6f);
    assertArrayEquals(new float[] {1.8f, 1.8f}, graph.value(meanCounted.value()), 1e-6f);
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f}, graph.value(w.value()), 1e-6f);
  }

  /** Whoever starts from a training state takes the weights, not their average. */
  @Test
  void theWeightsCanBeReadOutOfAState() {
    start();
    run(0);
    var trained = new TrainedObjects(List.of(net), List.of(step));
    TrainingState state = new TrainingState(tf, folder, 1, trained, Map.of());
    state.save(graph.session(), 1);
    graph.initialize(net);
    Checkpoint.of(tf, net).restore(graph.session(), state.at(1).resolve("variables"));
    assertEquals(0.5f, graph.value(w.value())[0], 1e-6f);
  }

  /** Under the name that the weights would have, so that nobody need know of averages. */
  @Test
  void itsCheckpointIsThatOfANetwork() {
    start();
    run(0);
    Checkpoint.of(tf, mean, "net").save(graph.session(), folder.resolve("kept"), 1);
    Checkpoint.of(tf, net).restore(graph.session(), folder.resolve("kept"));
    assertEquals(0.55f, graph.value(w.value())[0], 1e-6f);
    assertTrue(Checkpoint.exists(folder.resolve("kept")));
  }
}
