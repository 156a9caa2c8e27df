package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class RunningMeanTest {
  @TempDir Path folder;

  private final TestGraph graph = new TestGraph();
  private final Ops tf = graph.tf();
  private final RunningMean mean = new RunningMean(tf, "seen", new float[] {0.5f, 1});
  private final Operand<TFloat32> vector = graph.input(Shape.of(2), 0, 0);
  private final Operand<TFloat32> known = graph.input(Shape.of(2), 1, 1);
  private final Operand<TFloat32> time = graph.input(Shape.scalar(), 0);
  private final Op update = mean.update(vector, known, tf.dtypes.cast(time, TInt64.class));

  @AfterEach
  void close() {
    graph.close();
  }

  private float[] after(int t, float first, float second) {
    graph.set(time, t);
    graph.set(vector, first, second);
    graph.run(List.of(update));
    return graph.value(mean.value());
  }

  @Test
  void soonForgetsWhereItBeganAndThenChangesSlowly() {
    mean.initialize(graph.session());
    assertArrayEquals(new float[] {0.5f, 1}, graph.value(mean.value()));
    // d = 1/10: 0.5 / 10 + 0.25 · 9/10, 1 / 10 + 0.75 · 9/10
    assertArrayEquals(new float[] {0.275f, 0.775f}, after(0, 0.25f, 0.75f), 1e-6f);
    // d = 2/11
    float[] second = after(1, 1, 0);
    assertArrayEquals(new float[] {9.55f / 11, 1.55f / 11}, second, 1e-6f);
    // d = 0.99
    assertEquals(0.99f * second[0], after(100_000, 0, 1)[0], 1e-6f);
  }

  @Test
  void whatIsNotKnownStays() {
    mean.initialize(graph.session());
    graph.set(known, 0, 1);
    assertArrayEquals(new float[] {0.5f, 0.1f}, after(0, 0, 0), 1e-6f);
  }

  @Test
  void aStateBringsItBack() {
    mean.initialize(graph.session());
    after(0, 0.25f, 0.75f);
    var trained = new TrainedObjects(List.of(), List.of(), mean.stored());
    TrainingState state = new TrainingState(tf, folder, 1, trained, Map.of());
    state.save(graph.session(), 1);
    after(1, 1, 0);
    assertEquals(1, state.restore(graph.session()));
    assertArrayEquals(new float[] {0.275f, 0.775f}, graph.value(mean.value()), 1e-6f);
  }
}
