package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.weights.CheckpointIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

class CheckpointTest {

  @TempDir Path folder;

  /** A graph with one network and its checkpoint. */
  private static final class Net implements AutoCloseable {
    final Graph graph = new Graph();
    final Ops tf = Ops.create(graph);
    final Parameters parameters;
    final Checkpoint checkpoint;
    final Session session = new Session(graph);

    Net(String network, long seed, int width, String... names) {
      parameters = new Parameters(tf, network, seed);
      for (String name : names) {
        parameters.trainable(name, Shape.of(2, width), Initializer.PAPER);
      }
      checkpoint = Checkpoint.of(tf, parameters);
      parameters.initialize(session);
    }

    float[] values(String name) {
      try (Result result = session.runner().fetch(parameters.get(name).value()).run()) {
        TFloat32 tensor = (TFloat32) result.get(0);
        float[] copy = new float[(int) tensor.size()];
        tensor.asRawTensor().data().asFloats().read(copy);
        return copy;
      }
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }

  @Test
  void anotherNetworkOfTheSameShapeGetsTheSavedValues() {
    Path at = folder.resolve("a run [1] é").resolve("f_S");
    assertFalse(Checkpoint.exists(at));
    try (Net saved = new Net("f_S", 1, 3, "conv/kernel", "fc/kernel");
        Net other = new Net("f_W", 2, 3, "fc/kernel", "conv/kernel")) {
      saved.checkpoint.save(saved.session, at, 1200);
      assertTrue(Checkpoint.exists(at));
      assertFalse(Arrays.equals(saved.values("fc/kernel"), other.values("fc/kernel")));
      other.checkpoint.restore(other.session, at);
      assertArrayEquals(saved.values("conv/kernel"), other.values("conv/kernel"));
      assertArrayEquals(saved.values("fc/kernel"), other.values("fc/kernel"));
    }
  }

  @Test
  void anyPrefixCanBeRestored() throws IOException {
    try (Net saved = new Net("f_S", 1, 3, "w");
        Net other = new Net("f_S", 2, 3, "w")) {
      saved.checkpoint.write(saved.session, folder.resolve("model.ckpt"));
      other.checkpoint.restore(other.session, folder.resolve("model.ckpt"));
      assertArrayEquals(saved.values("w"), other.values("w"));
    }
  }

  @Test
  void theFolderHoldsOnlyTheNewestAndIsNamedAsPythonExpects() throws IOException {
    try (Net net = new Net("f_S", 1, 3, "w")) {
      net.checkpoint.save(net.session, folder, 7);
      net.checkpoint.save(net.session, folder, 12);
      assertEquals(
          List.of("checkpoint", "step-00000012.data-00000-of-00001", "step-00000012.index"),
          files());
      assertTrue(
          Files.readString(folder.resolve("checkpoint"))
              .contains("model_checkpoint_path: \"step-00000012\"\n"));
      net.checkpoint.save(net.session, folder, 12);
      assertEquals(3, files().size());
      net.checkpoint.restore(net.session, folder);
    }
  }

  @Test
  void anUnfinishedWriteLeavesThePreviousCheckpointInForce() throws IOException {
    try (Net saved = new Net("f_S", 1, 3, "w");
        Net later = new Net("f_S", 2, 3, "w")) {
      saved.checkpoint.save(saved.session, folder, 5);
      Files.writeString(folder.resolve("step-00000009.data-00000-of-00001"), "cut");
      later.checkpoint.restore(later.session, folder);
      assertArrayEquals(saved.values("w"), later.values("w"));
      later.checkpoint.save(later.session, folder, 10);
      assertEquals(3, files().size(), "the unfinished file goes with the next save");
    }
  }

  @Test
  void listsTheParametersThatDiffer() {
    try (Net saved = new Net("f_S", 1, 3, "both", "old1", "old2", "old3", "old4", "old5");
        Net other = new Net("f_S", 1, 4, "both", "new")) {
      saved.checkpoint.save(saved.session, folder, 1);
      float[] before = other.values("both");
      String message = refusal(other, folder);
      assertTrue(message.contains(folder.resolve("step-00000001.index").toString()), message);
      assertTrue(message.contains("1 missing (new)"), message);
      assertTrue(message.contains("5 unexpected (old1, old2, old3, old4, ...)"), message);
      assertTrue(message.contains("1 differ (both is [2, 3] instead of [2, 4])"), message);
      assertArrayEquals(before, other.values("both"));
    }
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    try (Net net = new Net("f_S", 1, 3, "w")) {
      assertTrue(refusal(net, folder).startsWith("no checkpoint in " + folder));
      Path prefix = folder.resolve("none");
      assertTrue(refusal(net, prefix).startsWith("no checkpoint at " + prefix));
      net.checkpoint.save(net.session, folder, 1);
      Files.delete(folder.resolve("step-00000001.data-00000-of-00001"));
      assertTrue(refusal(net, folder).startsWith("half a checkpoint at"));
      Files.writeString(folder.resolve("checkpoint"), "model_checkpoint_path: \"../else\"");
      assertTrue(refusal(net, folder).contains("names no checkpoint beside it"));
      net.checkpoint.save(net.session, folder, 2);
      net.checkpoint.restore(net.session, folder);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsAnErrorOfTheUser() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (Net net = new Net("f_S", 1, 3, "w")) {
      var e =
          assertThrows(
              UserException.class,
              () -> net.checkpoint.save(net.session, file.resolve("below"), 1));
      assertEquals(
          "cannot write %s: not a directory".formatted(file.resolve("below")), e.getMessage());
      var below =
          assertThrows(
              IOException.class, () -> net.checkpoint.write(net.session, file.resolve("below")));
      assertEquals(1, below.getMessage().lines().count());
    }
  }

  @Test
  void theIndexHasNamesShapesAndPlaces() {
    try (Net net = new Net("f_S", 1, 3, "b/kernel", "a")) {
      net.checkpoint.save(net.session, folder, 1);
    }
    CheckpointIndex index = CheckpointIndex.read(folder.resolve("step-00000001"));
    assertEquals(List.of("a", "b/kernel"), List.copyOf(index.entries().keySet()));
    CheckpointIndex.Entry kernel = index.entries().get("b/kernel");
    assertEquals(DataType.DT_FLOAT, kernel.type());
    assertEquals(Shape.of(2, 3), kernel.shape());
    assertEquals(24, kernel.place().size());
    assertEquals(0, kernel.place().offset());
    assertEquals(24, index.entries().get("a").place().offset());
  }

  @Test
  void readsAnIndexOfManyBlocks() {
    // TensorFlow's blocks hold 4 KiB; a long name makes a few variables fill several.
    String[] names =
        IntStream.range(0, 30).mapToObj(i -> i + "x".repeat(400)).toArray(String[]::new);
    try (Net net = new Net("big", 1, 1, names)) {
      net.checkpoint.save(net.session, folder, 1);
      assertEquals(
          Set.of(names), CheckpointIndex.read(folder.resolve("step-00000001")).entries().keySet());
      net.checkpoint.restore(net.session, folder);
    }
  }

  @Test
  void damageIsAnErrorOfTheUserAndNeverWorse() throws IOException {
    try (Net net = new Net("f_S", 1, 3, "conv/kernel", "fc/kernel")) {
      net.checkpoint.save(net.session, folder, 1);
      Path index = folder.resolve("step-00000001.index");
      Path data = folder.resolve("step-00000001.data-00000-of-00001");
      byte[] whole = Files.readAllBytes(index);
      for (int length = 0; length < whole.length; length++) {
        Files.write(index, Arrays.copyOf(whole, length));
        assertOneLine(refusal(net, folder));
      }
      Random random = new Random(1);
      for (int i = 0; i < 300; i++) {
        byte[] damaged = whole.clone();
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(index, damaged);
        try {
          net.checkpoint.restore(net.session, folder);
        } catch (UserException e) {
          assertOneLine(e.getMessage());
        }
      }
      Files.write(index, whole);
      byte[] values = Files.readAllBytes(data);
      Files.write(data, Arrays.copyOf(values, values.length - 1));
      assertTrue(refusal(net, folder).contains("is truncated: it has 47 bytes"));
      values[3] ^= 1;
      Files.write(data, values);
      assertOneLine(refusal(net, folder));
      values[3] ^= 1;
      Files.write(data, values);
      net.checkpoint.restore(net.session, folder);
    }
  }

  private static void assertOneLine(String message) {
    assertEquals(1, message.lines().count(), message);
  }

  private static String refusal(Net net, Path path) {
    return assertThrows(UserException.class, () -> net.checkpoint.restore(net.session, path))
        .getMessage();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
