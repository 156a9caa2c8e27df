package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

class TrainingStateTest {

  @TempDir Path folder;

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Parameters net = new Parameters(tf, "net", 1);
  private final Session session = new Session(graph);
  private final Counter counter = new Counter();

  TrainingStateTest() {
    net.trainable("w", Shape.of(2, 3), Initializer.PAPER);
    net.initialize(session);
  }

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  private static final class Counter implements Resumable {
    long[] counts = {0};

    @Override
    public Snapshot snapshot() {
      return Snapshot.of(
          Map.of("counts", counts.clone()), Map.of("none", new float[0], "x", new float[] {.5f}));
    }

    @Override
    public void restore(Snapshot snapshot) {
      assertArrayEquals(new float[] {.5f}, snapshot.floats("x"));
      counts = snapshot.longs("counts");
    }
  }

  private TrainingState state(Path at, int keep, String part) {
    var variables = new TrainedObjects(List.of(net), List.of());
    return new TrainingState(tf, at, keep, variables, Map.of(part, counter));
  }

  @Test
  void keepsTheLastFewAndRestoresTheNewest() throws IOException {
    TrainingState state = state(folder.resolve("state"), 2, "counter");
    assertEquals(OptionalLong.empty(), state.newest());
    assertEquals(0, state.restore(session));
    for (long step : new long[] {5, 90, 123_456_789}) {
      counter.counts = new long[] {step, -step};
      state.save(session, step);
    }
    assertEquals(List.of("step-00000090", "step-123456789"), names(folder.resolve("state")));
    counter.counts = new long[0];
    assertEquals(123_456_789, state.restore(session));
    assertArrayEquals(new long[] {123_456_789, -123_456_789}, counter.counts);
  }

  @Test
  void savingAStepAgainReplacesIt() throws IOException {
    TrainingState state = state(folder, 3, "counter");
    state.save(session, 5);
    counter.counts = new long[] {8};
    state.save(session, 5);
    counter.counts = new long[] {9};
    state.restore(session);
    assertEquals(8, counter.counts[0]);
    assertEquals(List.of("step-00000005"), names(folder));
  }

  @Test
  void anUnfinishedStateIsNotTheNewest() throws IOException {
    TrainingState state = state(folder, 2, "counter");
    state.save(session, 5);
    Files.createDirectories(folder.resolve(".step-00000006.0a1b2c3d.part"));
    Files.writeString(folder.resolve(".step-00000006.0a1b2c3d.part/parts.bin"), "half");
    assertEquals(OptionalLong.of(5), state.newest());
    state.save(session, 6);
    assertEquals(List.of("step-00000005", "step-00000006"), names(folder));
  }

  @Test
  void aDamagedStateIsNamed() throws IOException {
    TrainingState state = state(folder, 2, "counter");
    state.save(session, 5);
    Path parts = folder.resolve("step-00000005/parts.bin");
    byte[] whole = Files.readAllBytes(parts);
    for (int length = 0; length < whole.length; length++) {
      Files.write(parts, Arrays.copyOf(whole, length));
      assertRefusal("cannot read " + parts, state);
    }
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 4;
      Files.write(parts, flipped);
      assertRefusal("cannot read " + parts, state);
    }
    Files.delete(parts);
    assertRefusal("cannot read " + parts, state);
    Files.write(parts, whole);
    Files.delete(folder.resolve("step-00000005/variables.index"));
    assertRefusal("no checkpoint at " + folder.resolve("step-00000005/variables"), state);
  }

  @Test
  void aStateOfAnotherStageIsRefused() {
    state(folder, 2, "counter").save(session, 5);
    assertRefusal(
        folder.resolve("step-00000005/parts.bin") + " holds [counter], expected [pool]",
        state(folder, 2, "pool"));
    counter.counts = new long[] {7};
    Resumable picky =
        new Resumable() {
          @Override
          public Snapshot snapshot() {
            return counter.snapshot();
          }

          @Override
          public void restore(Snapshot snapshot) {
            snapshot.longs("seed");
          }
        };
    var variables = new TrainedObjects(List.of(net), List.of());
    assertRefusal(
        folder.resolve("step-00000005/parts.bin") + " does not fit this run: the snapshot has no",
        new TrainingState(tf, folder, 2, variables, Map.of("counter", picky)));
  }

  @Test
  void keepsAtLeastOne() {
    assertThrows(IllegalArgumentException.class, () -> state(folder, 0, "counter"));
  }

  private void assertRefusal(String start, TrainingState state) {
    var e = assertThrows(UserException.class, () -> state.restore(session));
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
