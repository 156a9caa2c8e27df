package org.cycleat.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class Hdf5FileTest {

  @TempDir Path folder;

  private WeightFile open(String name) {
    return WeightFiles.open(PythonFiles.unpack(folder, name));
  }

  @ParameterizedTest
  @CsvSource({
    "f2,FLOAT16",
    "f8,FLOAT64",
    "i1,INT8",
    "u1,UINT8",
    "i2,INT16",
    "u2,UINT16",
    "i4,INT32",
    "u4,UINT32",
    "i8,INT64"
  })
  void everyType(String name, ElementType type) {
    try (WeightFile file = open("other.h5")) {
      assertEquals("HDF5", file.format());
      assertEquals(type, file.entries().get("types/" + name).type());
      PythonFiles.assertCounts(file, "types/" + name, Shape.of(2), 1);
    }
  }

  @Test
  void otherFilesAreListedByPath() {
    try (WeightFile file = open("other.h5")) { // which has a block of the user's before it
      PythonFiles.assertCounts(file, "big", Shape.of(2, 3), 1);
      PythonFiles.assertCounts(file, "scalar", Shape.scalar(), 7);
      PythonFiles.assertCounts(file, "none", Shape.of(0, 3), 1);
      PythonFiles.assertCounts(file, "null", Shape.of(0), 1);
      for (String name : List.of("text", "enum", "types/u8")) {
        assertEquals(ElementType.OTHER, file.entries().get(name).type());
        assertThrows(IllegalArgumentException.class, () -> file.read(name));
      }
      assertThrows(IllegalArgumentException.class, () -> file.read("absent"));
    }
  }

  @Test
  void linksAndGroupsWithinThemselvesAreNotFollowed() {
    try (WeightFile file = open("other.h5")) {
      assertFalse(file.entries().containsKey("soft"));
      assertFalse(file.entries().keySet().stream().anyMatch(name -> name.contains("again")));
      assertFalse(file.entries().keySet().stream().anyMatch(name -> name.contains("external")));
    }
  }

  @Test
  void chunkedAndCompressedArrays() {
    try (WeightFile file = open("other.h5")) {
      PythonFiles.assertCounts(file, "gzip", Shape.of(7, 5), 1);
      PythonFiles.assertCounts(file, "lzf", Shape.of(7, 5), 1);
      PythonFiles.assertCounts(file, "checked", Shape.of(4, 2), 1);
    }
  }

  @Test
  void laterVersionsOfTheFormat() {
    try (WeightFile file = open("version110.h5")) {
      PythonFiles.assertCounts(file, "a/w", Shape.of(2, 3), 1);
      PythonFiles.assertCounts(file, "a/gzip", Shape.of(7, 5), 1);
    }
  }

  @Test
  void whatTheLibraryDoesNotKnowIsSaidSo() {
    Path file = PythonFiles.unpack(folder, "latest.h5");
    String message = assertThrows(UserException.class, () -> WeightFiles.open(file)).getMessage();
    assertTrue(message.contains(file + " uses a part of HDF5 that is not read: "), message);
    assertTrue(message.contains("libver=\"earliest\""), message);
  }

  @Test
  void numbersInPathsCountAsNumbers() {
    assertTrue(Hdf5Tree.compareNatural("vars/2", "vars/10") < 0);
    assertTrue(Hdf5Tree.compareNatural("conv2d_10", "conv2d_9") > 0);
    assertTrue(Hdf5Tree.compareNatural("conv2d", "conv2d_1") < 0);
    assertTrue(Hdf5Tree.compareNatural("a/1", "a/b") < 0);
    assertTrue(Hdf5Tree.compareNatural("", "a") < 0);
    assertEquals(0, Hdf5Tree.compareNatural("a1b", "a1b"));
  }

  @Test
  void aFileThatIsCalledSoButIsNoHdf5() throws IOException {
    for (byte[] bytes : List.of(new byte[0], new byte[3000])) {
      Path file = Files.write(folder.resolve("a.h5"), bytes);
      String message = assertThrows(UserException.class, () -> WeightFiles.open(file)).getMessage();
      assertTrue(message.contains("a.h5 is not a readable HDF5 file"), message);
    }
  }

  @Test
  void cutFilesAreRefused() throws IOException {
    assertEquals(0, PythonFiles.readCuts(PythonFiles.unpack(folder, "version110.h5")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.h5", "version110.h5", "keras1.h5"})
  void damagedFilesDoNotCrash(String name) throws IOException {
    assertTrue(PythonFiles.readWithFlips(PythonFiles.unpack(folder, name), 200) > 0);
  }
}
