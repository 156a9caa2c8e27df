package org.cycleat.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class NumpyFilesTest {
  private static final String PLAIN = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s)}";

  @TempDir Path folder;

  /** A file of version 1.0 with a header of any text and so many bytes behind it. */
  private static byte[] npy(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(10 + text.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(NpyHeader.MAGIC)
        .put(new byte[] {1, 0})
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  private String refusal(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    return refusal(file);
  }

  private static String refusal(Path file) {
    String message =
        assertThrows(UserException.class, () -> WeightFiles.open(file).close()).getMessage();
    assertEquals(1, message.lines().count());
    return message;
  }

  @Test
  void anArrayOfNumpy() {
    try (WeightFile file = WeightFiles.open(PythonFiles.unpack(folder, "plain.npy"))) {
      assertEquals("NumPy array", file.format());
      assertEquals(List.of("plain"), List.copyOf(file.entries().keySet()));
      PythonFiles.assertCounts(file, "plain", Shape.of(2, 3), 1);
      assertThrows(IllegalArgumentException.class, () -> file.read("other"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void laterVersionsOfTheHeader(int version) {
    String name = "version" + version;
    try (WeightFile file = WeightFiles.open(PythonFiles.unpack(folder, name + ".npy"))) {
      PythonFiles.assertCounts(file, name, Shape.of(3), 1);
    }
  }

  @Test
  void bigEndianInFortransOrder() {
    try (WeightFile file = WeightFiles.open(PythonFiles.unpack(folder, "fortran.npy"))) {
      assertEquals(ElementType.FLOAT64, file.entries().get("fortran").type());
      PythonFiles.assertCounts(file, "fortran", Shape.of(2, 3, 4), 1);
    }
  }

  @Test
  void structuresAreListedButNotRead() {
    try (WeightFile file = WeightFiles.open(PythonFiles.unpack(folder, "structure.npy"))) {
      assertEquals(ElementType.OTHER, file.entries().get("structure").type());
      assertThrows(IllegalArgumentException.class, () -> file.read("structure"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "f2,FLOAT16",
    "f4,FLOAT32",
    "big_f4,FLOAT32",
    "f8,FLOAT64",
    "i1,INT8",
    "u1,UINT8",
    "i2,INT16",
    "u2,UINT16",
    "big_i4,INT32",
    "u4,UINT32",
    "i8,INT64"
  })
  void everyTypeInAnArchive(String name, ElementType type) {
    try (WeightFile file = WeightFiles.open(PythonFiles.unpack(folder, "types.npz"))) {
      assertEquals(type, file.entries().get(name).type());
      PythonFiles.assertCounts(file, name, Shape.of(2), 1);
    }
  }

  @Test
  void anArchivesRarerArrays() {
    try (WeightFile file = WeightFiles.open(PythonFiles.unpack(folder, "types.npz"))) {
      assertEquals("NumPy arrays", file.format());
      PythonFiles.assertCounts(file, "scalar", Shape.scalar(), 7);
      PythonFiles.assertCounts(file, "empty", Shape.of(0, 3), 1);
      PythonFiles.assertCounts(file, "conv1_conv/kernel", Shape.of(2, 1, 3), 1);
      assertEquals(ElementType.BOOL, file.entries().get("bool").type());
      assertArrayEquals(new float[] {0, 1}, file.read("bool").floats());
      for (String name : List.of("u8", "c8", "U2")) {
        assertEquals(ElementType.OTHER, file.entries().get(name).type());
        assertThrows(IllegalArgumentException.class, () -> file.read(name));
      }
      assertThrows(IllegalArgumentException.class, () -> file.read("absent"));
    }
  }

  @Test
  void aDeflatedArchiveKeepsItsOrder() {
    try (WeightFile file = WeightFiles.open(PythonFiles.unpack(folder, "deflated.npz"))) {
      assertEquals(List.of("w", "b"), List.copyOf(file.entries().keySet()));
      PythonFiles.assertCounts(file, "w", Shape.of(4, 5), 1);
      PythonFiles.assertCounts(file, "b", Shape.of(5), 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"object.npy,npy2npz", "weights.pkl,npy2npz", "torch.pth,torch"})
  void picklesAreRefused(String name, String command) {
    String message = refusal(PythonFiles.unpack(folder, name));
    assertTrue(message.contains(name + " holds a pickle, which could run any program"), message);
    assertTrue(message.contains("cycleat_tools " + command + " IN"), message);
  }

  @Test
  void picklesWithinStructuresAndArchivesAreRefused() throws IOException {
    byte[] object =
        npy("{'descr': [('a', '<f4'), ('b', '|O')], 'fortran_order': False, 'shape': ()}", 8);
    assertTrue(refusal("a.npy", object).contains("a.npy holds a pickle"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("w.npy"));
      zip.write(object);
    }
    assertTrue(refusal("a.npz", bytes.toByteArray()).contains("w.npy in "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000000000000,",
        "3",
        "3,,",
        "-1,",
        "2,x",
        "9223372036854775807, 2",
        "4000000000, 4000000000",
        "2",
        "2,3,4,5,6,7,"
      })
  void shapesThatCannotBe(String shape) throws IOException {
    assertTrue(refusal("a.npy", npy(PLAIN.formatted(shape), 4)).contains("a.npy"));
  }

  @Test
  void aHeaderThatClaimsTooMuchSaysHowMuch() throws IOException {
    String message = refusal("a.npy", npy(PLAIN.formatted("1000000000000,"), 4));
    assertTrue(message.contains("expected 4000000000000 bytes"), message);
    assertTrue(message.contains("found 4"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': Maybe, 'shape': ()}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (), 'more': 1}",
        "{'descr': f4, 'fortran_order': False, 'shape': ()}",
        "{'descr': '|f4', 'fortran_order': False, 'shape': ()}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ()} or open('x')",
        "{'descr': '<f4', 'fortran_order': False, 'shape': abs(1)}",
      })
  void headersThatNumpyDoesNotWrite(String header) throws IOException {
    assertTrue(
        refusal("a.npy", npy(header, 4)).contains("a.npy is not a readable NumPy array: its"));
  }

  @Test
  void anUnknownVersionAndAnEndlessHeader() throws IOException {
    byte[] bytes = npy(PLAIN.formatted(""), 4);
    bytes[6] = 4;
    assertTrue(refusal("a.npy", bytes).contains("version 1 to 3"));
    bytes[6] = 2; // whose length has four bytes: two more of the text count
    assertTrue(refusal("a.npy", bytes).contains("its header claims"));
  }

  @Test
  void anArchiveThatUnfoldsToMoreThanAZipCan() throws IOException {
    byte[] array = npy(PLAIN.formatted("100000,"), 400_000);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("w.npy"));
      zip.write(array, 0, 100); // all else is missing
    }
    byte[] lies = bytes.toByteArray();
    ByteBuffer directory = ByteBuffer.wrap(lies).order(ByteOrder.LITTLE_ENDIAN);
    int entry = directory.getInt(lies.length - 6); // where the central directory starts
    directory.putInt(entry + 24, array.length); // the size in it
    assertTrue(refusal("a.npz", lies).contains("which no zip can"));
  }

  @Test
  void anArchiveWithOtherFilesOrNoDirectory() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("read\n\u001bme.txt"));
    }
    assertTrue(refusal("a.npz", bytes.toByteArray()).contains("read??me.txt in "));
    assertTrue(refusal("b.npz", new byte[] {'P', 'K', 3, 4}).contains("b.npz is not a readable"));
  }

  @Test
  void damagedFilesAreRefusedAndDoNotCrash() throws IOException {
    Path plain = PythonFiles.unpack(folder, "plain.npy");
    Path deflated = PythonFiles.unpack(folder, "deflated.npz");
    assertEquals(0, PythonFiles.readCuts(plain));
    assertEquals(0, PythonFiles.readCuts(deflated));
    assertTrue(PythonFiles.readWithFlips(plain, 500) > 0);
    assertTrue(PythonFiles.readWithFlips(deflated, 500) > 0);
    assertTrue(PythonFiles.readWithFlips(PythonFiles.unpack(folder, "types.npz"), 500) > 0);
  }

  @Test
  void aWrongByteWithinAnArchiveIsFound() throws IOException {
    Path file = folder.resolve("w.npz");
    try (NpzWriter writer = new NpzWriter(file)) {
      writer.add("w", WeightArray.of(Shape.of(2), new float[] {1, 2}));
      writer.finish();
    }
    byte[] bytes = Files.readAllBytes(file);
    int last = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u0080?"); // of the 1
    bytes[last]++;
    Files.write(file, bytes);
    try (WeightFile read = WeightFiles.open(file)) {
      String message = assertThrows(UserException.class, () -> read.read("w")).getMessage();
      assertTrue(message.contains("'w' in " + file), message);
      assertTrue(message.contains("the checksum of w.npy is wrong"), message);
    }
  }

  @Test
  void anArchiveThatIsWrittenIsReadBack() throws IOException {
    Path file = folder.resolve("new").resolve("w.npz");
    ByteBuffer shorts = ByteBuffer.allocate(4).putShort((short) -2).putShort((short) 3).flip();
    ByteBuffer halves = ByteBuffer.allocate(2).putShort((short) 0x3fc0).flip(); // 1.5 in bfloat16
    try (NpzWriter writer = new NpzWriter(file)) {
      writer.add("a/kernel", WeightArray.of(Shape.of(1, 2), new float[] {1.5f, -2}));
      writer.add("scalar", WeightArray.of(Shape.scalar(), new float[] {3}));
      writer.add("big", new WeightArray(ElementType.INT16, Shape.of(2), shorts));
      writer.add("brain", new WeightArray(ElementType.BFLOAT16, Shape.of(1), halves));
      writer.add("bytes", new WeightArray(ElementType.UINT8, Shape.of(3), ByteBuffer.allocate(3)));
      writer.finish();
    }
    try (WeightFile read = WeightFiles.open(file)) {
      assertEquals(
          List.of("a/kernel", "scalar", "big", "brain", "bytes"),
          List.copyOf(read.entries().keySet()));
      assertArrayEquals(new float[] {1.5f, -2}, read.read("a/kernel").floats());
      assertEquals(Shape.of(1, 2), read.read("a/kernel").shape());
      assertEquals(Shape.scalar(), read.read("scalar").shape());
      assertArrayEquals(new float[] {-2, 3}, read.read("big").floats());
      assertEquals(ByteOrder.BIG_ENDIAN, read.read("big").bytes().order());
      assertArrayEquals(new float[] {1.5f}, read.read("brain").floats());
      assertEquals(ElementType.UINT8, read.entries().get("bytes").type());
    }
    try (var left = Files.list(file.getParent())) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void aWriterThatDoesNotFinishLeavesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("w.npz"), "before");
    try (NpzWriter writer = new NpzWriter(file)) {
      writer.add("a", WeightArray.of(Shape.of(1), new float[] {1}));
    }
    assertEquals("before", Files.readString(file));
    try (var left = Files.list(folder)) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @Test
  void otherFilesAreNamedWithTheirStart() throws IOException {
    assertTrue(refusal("a.npy", new byte[0]).contains("begins with nothing"));
    assertTrue(refusal("a.txt", new byte[] {7, 8}).contains("begins with [7, 8]"));
  }
}
