package org.cycleat.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.weights.ElementType;
import org.cycleat.weights.WeightArray;
import org.cycleat.weights.WeightFile;
import org.cycleat.weights.WeightFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.tensorflow.ndarray.Shape;

class CheckpointWriterTest {
  private static final Device DEVICE = Device.forInference(1);

  @TempDir Path folder;

  /** Two elements, whose bytes are 1, 2, 3, ... in their order. */
  private static WeightArray counted(ElementType type, ByteOrder order) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * type.bytes()).order(order);
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) (type == ElementType.BOOL ? i : i + 1));
    }
    return new WeightArray(type, Shape.of(2, 1), bytes);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"INT8", "INT16", "UINT32", "OTHER"},
      mode = Mode.EXCLUDE)
  void typesValuesAndBothOrdersOfBytesAreKept(ElementType type) {
    Path prefix = folder.resolve("new/model.ckpt");
    WeightArray little = counted(type, ByteOrder.LITTLE_ENDIAN);
    WeightArray big = counted(type, ByteOrder.BIG_ENDIAN);
    CheckpointWriter.write(DEVICE, prefix, Map.of("a/little", little, "a/big", big));
    try (WeightFile file = WeightFiles.open(prefix)) {
      assertEquals(new WeightFile.Entry(type, Shape.of(2, 1)), file.entries().get("a/big"));
      for (int i = 0; i < 2; i++) {
        assertEquals(little.at(i), file.read("a/little").at(i));
        assertEquals(big.at(i), file.read("a/big").at(i));
      }
    }
  }

  @Test
  void anArrayOfSeveralChunksAndAnEmptyOneAreWhole() {
    float[] values = new float[600_000]; // 2.4 MB
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Path prefix = folder.resolve("m");
    CheckpointWriter.write(
        DEVICE,
        prefix,
        Map.of(
            "x", WeightArray.of(Shape.of(2, 300_000), values),
            "none", WeightArray.of(Shape.of(0, 3), new float[0])));
    try (WeightFile file = WeightFiles.open(prefix)) {
      assertArrayEquals(values, file.read("x").floats());
      assertEquals(0, file.read("none").size());
    }
  }

  @Test
  void aTypeThatTensorFlowJavaLacksIsRefusedAndNothingIsLeft() throws IOException {
    WeightArray array = counted(ElementType.INT16, ByteOrder.LITTLE_ENDIAN);
    Path prefix = folder.resolve("m.ckpt");
    String refusal =
        assertThrows(
                UserException.class,
                () -> CheckpointWriter.write(DEVICE, prefix, Map.of("steps", array)))
            .getMessage();
    assertTrue(refusal.startsWith("'steps' is int16"), refusal);
    try (var left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    WeightArray array = counted(ElementType.INT32, ByteOrder.LITTLE_ENDIAN);
    String refusal =
        assertThrows(
                UserException.class,
                () -> CheckpointWriter.write(DEVICE, file.resolve("m"), Map.of("x", array)))
            .getMessage();
    assertTrue(refusal.startsWith("cannot write " + file.resolve("m")), refusal);
  }

  @Test
  void aConversionHasTheNamesShapesAndOrderOfAnother() {
    FakeFile theirs =
        new FakeFile()
            .with("fc.weight", 2, 3)
            .with("conv1.weight", 4, 3, 1, 1)
            .with("fc.bias", 2)
            .withText("note");
    FakeFile ours =
        new FakeFile()
            .with("conv1_conv/kernel", 1, 1, 3, 4)
            .with("predictions/kernel", 3, 2)
            .with("predictions/bias", 1, 2)
            .with("save_counter");
    Map<String, WeightArray> arrays = Conversion.like(theirs, ours).all();
    assertEquals(
        List.of("conv1_conv/kernel", "predictions/kernel", "predictions/bias"),
        List.copyOf(arrays.keySet()));
    assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, arrays.get("predictions/kernel").floats());
    assertEquals(Shape.of(1, 2), arrays.get("predictions/bias").shape());
    assertEquals(3, Conversion.plain(theirs).size());
    FakeFile more = ours.with("other/kernel", 9, 9);
    String refusal =
        assertThrows(UserException.class, () -> Conversion.like(theirs, more)).getMessage();
    assertTrue(refusal.contains("3 of 4 loaded, 2 transposed, 1 reshaped, 1 missing"), refusal);
  }

  @Test
  void aNameWithoutADotIsAFolder() {
    assertTrue(Conversion.isFolder(Path.of("out/model")));
    assertFalse(Conversion.isFolder(Path.of("out/model.ckpt")));
    assertTrue(Conversion.isFolder(folder)); // JUnit's have none, but it is there
  }
}
