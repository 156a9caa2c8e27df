package org.cycleat.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.types.TString;

class CheckpointFileTest {
  @TempDir Path folder;
  private Path prefix;

  @BeforeEach
  void choosePrefix() {
    prefix = folder.resolve("model-7");
  }

  private void save(Map<String, Operand<?>> tensors, Ops tf) {
    String[] names = tensors.keySet().toArray(String[]::new);
    Operand<TString> whole = tf.fill(tf.constant(new int[] {names.length}), tf.constant(""));
    tf.train.save(
        tf.constant(prefix.toString()), tf.array(names), whole, List.copyOf(tensors.values()));
  }

  private void saveTwo() {
    try (EagerSession eager = EagerSession.create()) {
      Ops tf = Ops.create(eager);
      save(
          Map.of(
              "a/kernel", tf.constant(new float[][] {{1, 2, 3}, {4, 5, 6}}),
              "steps", tf.constant(1L << 40)),
          tf);
    }
  }

  @Test
  void listsAndReads() {
    saveTwo();
    try (CheckpointFile file = CheckpointFile.open(prefix)) {
      assertEquals(
          Map.of(
              "a/kernel", new WeightFile.Entry(ElementType.FLOAT32, Shape.of(2, 3)),
              "steps", new WeightFile.Entry(ElementType.INT64, Shape.scalar())),
          file.entries());
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, file.read("a/kernel").floats());
      assertEquals(1L << 40, file.read("steps").at(0));
      assertThrows(IllegalArgumentException.class, () -> file.read("b"));
    }
  }

  @Test
  void secondKeysForReadersByObjectAreNotListed() throws IOException {
    saveTwo();
    CheckpointIndex.addObjectKeys(prefix);
    assertEquals(
        List.of(
            "a/kernel",
            "a/kernel/.ATTRIBUTES/VARIABLE_VALUE",
            "steps",
            "steps/.ATTRIBUTES/VARIABLE_VALUE"),
        List.copyOf(CheckpointIndex.read(prefix).entries().keySet()));
    // without an object graph they are keys as others
    assertEquals(4, CheckpointFile.open(prefix).entries().size());
    try (EagerSession eager = EagerSession.create()) {
      Ops tf = Ops.create(eager);
      TString graph = TString.tensorOfBytes(NdArrays.scalarOfObject(new byte[0]));
      save(Map.of(CheckpointFile.OBJECT_GRAPH_KEY, tf.constantOf(graph), "x", tf.constant(3f)), tf);
    }
    CheckpointIndex.addObjectKeys(prefix);
    assertEquals(List.of("x"), List.copyOf(CheckpointFile.open(prefix).entries().keySet()));
  }

  @Test
  void aBrokenObjectGraphIsOneLine() {
    try (EagerSession eager = EagerSession.create()) {
      Ops tf = Ops.create(eager);
      save(Map.of(CheckpointFile.OBJECT_GRAPH_KEY, tf.constant("no protocol buffer")), tf);
    }
    assertRefused("damaged object graph");
  }

  @Test
  void changedBytesAreFoundByTheirChecksum() throws IOException {
    saveTwo();
    Path data = CheckpointIndex.dataFile(prefix, 0, 1);
    byte[] bytes = Files.readAllBytes(data);
    bytes[(int) CheckpointIndex.read(prefix).entries().get("a/kernel").place().offset() + 5] ^= 1;
    Files.write(data, bytes);
    try (CheckpointFile file = CheckpointFile.open(prefix)) {
      var e = assertThrows(UserException.class, () -> file.read("a/kernel"));
      assertTrue(e.getMessage().contains("the checksum of 'a/kernel' is wrong"), e.getMessage());
      assertEquals(1L << 40, file.read("steps").at(0), "what is whole can be read");
    }
  }

  @Test
  void truncatedAndMissingDataAreRefused() throws IOException {
    saveTwo();
    Path data = CheckpointIndex.dataFile(prefix, 0, 1);
    byte[] bytes = Files.readAllBytes(data);
    Files.write(data, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertRefused("is truncated");
    Files.delete(data);
    assertRefused("half a checkpoint");
    Files.delete(CheckpointIndex.suffixed(prefix, ".index"));
    assertRefused("no checkpoint at");
  }

  @Test
  void bigEndianIsRefused() throws IOException {
    BundleHeaderProto header =
        BundleHeaderProto.newBuilder()
            .setNumShards(1)
            .setEndianness(BundleHeaderProto.Endianness.BIG)
            .build();
    var row = new SortedTable.Row("".getBytes(UTF_8), header.toByteArray());
    Files.write(CheckpointIndex.suffixed(prefix, ".index"), SortedTableWriter.write(List.of(row)));
    assertRefused("big-endian");
  }

  private void assertRefused(String reason) {
    var e = assertThrows(UserException.class, () -> CheckpointFile.open(prefix));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }
}
