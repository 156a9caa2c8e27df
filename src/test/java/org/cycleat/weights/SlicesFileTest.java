package org.cycleat.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

class SlicesFileTest {

  @TempDir Path folder;

  private WeightFile open() {
    return WeightFiles.open(PythonFiles.unpack(folder, "first.ckpt"));
  }

  @ParameterizedTest
  @CsvSource({
    "float16,FLOAT16",
    "float32,FLOAT32",
    "float64,FLOAT64",
    "int8,INT8",
    "uint8,UINT8",
    "int16,INT16",
    "int32,INT32",
    "int64,INT64"
  })
  void everyTypeThatTheFormatHas(String name, ElementType type) {
    try (WeightFile file = open()) {
      assertEquals("TensorFlow checkpoint, first version", file.format());
      assertEquals(type, file.entries().get("types/" + name).type());
      PythonFiles.assertCounts(file, "types/" + name, Shape.of(2, 3), 1);
    }
  }

  @Test
  void aNameThatAnotherBeginsWith() {
    try (WeightFile file = open()) {
      PythonFiles.assertCounts(file, "conv1", Shape.of(3), 1);
      PythonFiles.assertCounts(file, "conv1/kernel", Shape.of(2, 1, 3, 4), 1);
    }
  }

  @Test
  void rarerArrays() {
    try (WeightFile file = open()) {
      PythonFiles.assertCounts(file, "scalar", Shape.scalar(), 7);
      PythonFiles.assertCounts(file, "empty", Shape.of(0, 3), 1);
      assertArrayEquals(new float[] {0, 1}, file.read("flag").floats());
      assertEquals(Shape.of(4, 2), file.entries().get("parts").shape());
      assertThrows(IllegalArgumentException.class, () -> file.read("parts"));
      assertThrows(IllegalArgumentException.class, () -> file.read("absent"));
    }
  }

  @Test
  void aStateFileMayNameIt() throws IOException {
    PythonFiles.unpack(folder, "first.ckpt");
    Files.writeString(folder.resolve("checkpoint"), "model_checkpoint_path: \"first.ckpt\"\n");
    try (WeightFile file = WeightFiles.open(folder)) {
      PythonFiles.assertCounts(file, "conv1", Shape.of(3), 1);
    }
  }

  @Test
  void damagedFilesAreRefusedAndDoNotCrash() throws IOException {
    Path file = PythonFiles.unpack(folder, "first.ckpt");
    assertEquals(0, PythonFiles.readCuts(file));
    assertTrue(PythonFiles.readWithFlips(file, 500) > 0);
  }

  @Test
  void aWrongNumberIsFoundByItsChecksum() throws IOException {
    Path file = PythonFiles.unpack(folder, "first.ckpt");
    byte[] bytes = Files.readAllBytes(file);
    bytes[400]++; // within the list
    Files.write(file, bytes);
    String message = assertThrows(UserException.class, () -> WeightFiles.open(file)).getMessage();
    assertTrue(message.contains(file + " is not a readable checkpoint"), message);
    assertTrue(message.contains("a block's checksum is wrong"), message);
  }

  @Test
  void aTableIsSearchedByTheStartOfItsKeys() throws IOException {
    ByteBuffer table =
        ByteBuffer.wrap(Files.readAllBytes(PythonFiles.unpack(folder, "first.ckpt")));
    assertTrue(SortedTable.ends(table));
    assertTrue(SortedTable.find(table, new byte[0]).length > 0);
    for (String absent : new String[] {"\0a", "\0conv2", "\0zzz"}) {
      assertNull(SortedTable.find(table, absent.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
