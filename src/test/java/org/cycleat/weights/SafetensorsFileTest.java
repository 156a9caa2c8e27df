package org.cycleat.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class SafetensorsFileTest {

  @TempDir Path folder;

  private Path file(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    return Files.write(folder.resolve("a.safetensors"), bytes.array());
  }

  @ParameterizedTest
  @CsvSource({
    "f2,FLOAT16",
    "f4,FLOAT32",
    "f8,FLOAT64",
    "bf16,BFLOAT16",
    "i1,INT8",
    "u1,UINT8",
    "i2,INT16",
    "u2,UINT16",
    "i4,INT32",
    "u4,UINT32",
    "i8,INT64"
  })
  void everyType(String name, ElementType type) {
    try (WeightFile file = WeightFiles.open(PythonFiles.unpack(folder, "types.safetensors"))) {
      assertEquals("safetensors", file.format());
      assertEquals(type, file.entries().get(name).type());
      PythonFiles.assertCounts(file, name, Shape.of(2, 3), 1);
    }
  }

  @Test
  void rarerTypesAndNames() {
    try (WeightFile file = WeightFiles.open(PythonFiles.unpack(folder, "types.safetensors"))) {
      assertArrayEquals(new float[] {0, 1}, file.read("bool").floats());
      assertEquals(ElementType.OTHER, file.entries().get("u8").type());
      assertFalse(file.entries().containsKey("__metadata__"));
      assertThrows(IllegalArgumentException.class, () -> file.read("u8"));
      assertThrows(IllegalArgumentException.class, () -> file.read("absent"));
    }
  }

  @Test
  void itIsToldByItsContentToo() throws IOException {
    Path named = file("{\"w\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 4);
    Path other = Files.move(named, folder.resolve("weights"));
    try (WeightFile file = WeightFiles.open(other)) {
      assertArrayEquals(new float[] {0}, file.read("w").floats());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1]",
        "{\"w\":",
        "{\"w\":3}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1000000000000],\"data_offsets\":[0,4000000000000]}}",
        "{\"w\":{\"dtype\":\"I8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
        "{\"w\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,9223372036854775807]}}",
        "{\"w\":{\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[0,1]},"
            + "\"w\":{\"dtype\":\"I8\",\"shape\":[],\"data_offsets\":[0,1]}}",
      })
  void headersThatDoNotHold(String header) throws IOException {
    Path file = file(header, 4);
    String message =
        assertThrows(UserException.class, () -> WeightFiles.open(file).close()).getMessage();
    assertTrue(message.contains("a.safetensors is not a readable safetensors file"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void damagedFilesAreRefusedAndDoNotCrash() throws IOException {
    Path file = PythonFiles.unpack(folder, "types.safetensors");
    assertEquals(0, PythonFiles.readCuts(file));
    assertTrue(PythonFiles.readWithFlips(file, 500) > 0);
  }
}
