package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.device.Device;
import org.cycleat.transfer.CheckpointWriter;
import org.cycleat.weights.ElementType;
import org.cycleat.weights.WeightArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class CheckpointCommandTest {
  @TempDir Path folder;
  private Path path;
  private final Map<String, WeightArray> arrays = new LinkedHashMap<>();
  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  @BeforeEach
  void makeCheckpoint() {
    path = folder.resolve("a.ckpt");
    arrays.put(
        "conv1/kernel", WeightArray.of(Shape.of(1, 1, 2, 3), new float[] {0, 1, 2, 3, 4, 8}));
    arrays.put("conv1/bias", WeightArray.of(Shape.of(2), new float[] {Float.NaN, -1}));
    ByteBuffer step = ByteBuffer.wrap(new byte[] {7, 0, 0, 0}).order(ByteOrder.LITTLE_ENDIAN);
    arrays.put("step", new WeightArray(ElementType.INT32, Shape.scalar(), step));
    write(path);
  }

  private void write(Path to) {
    CheckpointWriter.write(Device.forInference(1), to, arrays);
  }

  private int checkpoint(Object... arguments) {
    String[] line = new String[1 + arguments.length];
    line[0] = "checkpoint";
    for (int i = 0; i < arguments.length; i++) {
      line[i + 1] = arguments[i].toString();
    }
    stdout.getBuffer().setLength(0);
    stderr.getBuffer().setLength(0);
    return Main.run(
        Main.COMMANDS, new PrintWriter(stdout, true), new PrintWriter(stderr, true), line);
  }

  private void assertPrints(String... lines) {
    assertEquals(List.of(lines), stdout.toString().lines().toList());
  }

  private void assertRefused(int code, String message) {
    assertEquals(2, code, stdout.toString());
    assertTrue(stderr.toString().contains(message), stderr.toString());
    assertEquals(1, stderr.toString().lines().count());
  }

  @Test
  void withoutASubcommandTheyAreNamed() {
    assertRefused(checkpoint(), "No command given: expected ls, show, diff, convert");
  }

  @Test
  void lsHasALineForEachArrayAndTheSum() {
    assertEquals(0, checkpoint("ls", path));
    assertPrints(
        "conv1/bias    [2]           float32   8",
        "conv1/kernel  [1, 1, 2, 3]  float32   24",
        "step          []            int32     4",
        "3 arrays, 9 numbers, 36 bytes (TensorFlow checkpoint)");
  }

  @Test
  void lsPrintsJson() throws IOException {
    assertEquals(0, checkpoint("ls", "--json", path));
    List<String> lines = stdout.toString().lines().toList();
    assertEquals(3, lines.size());
    JsonNode kernel = new JsonMapper().readTree(lines.get(1));
    assertEquals("conv1/kernel", kernel.get("name").asText());
    assertEquals("[1,1,2,3]", kernel.get("shape").toString());
    assertEquals("float32", kernel.get("type").asText());
    assertEquals(24, kernel.get("bytes").asInt());
  }

  @Test
  void showMeasuresWhatThePatternsName() {
    assertEquals(0, checkpoint("show", path, "conv?/kern*", "*/bias"));
    assertPrints(
        "conv1/bias [2] float32",
        "  min -1.00000, max -1.00000, mean -1.00000, std 0.00000, zeros 0.00 %, 1 NaN or infinite",
        "  first [NaN, -1.0]",
        "conv1/kernel [1, 1, 2, 3] float32",
        "  min 0.00000, max 8.00000, mean 3.00000, std 2.58199, zeros 16.67 %",
        "  first [0.0, 1.0, 2.0, 3.0]");
  }

  @Test
  void showPrintsJsonInWhichNaNIsText() throws IOException {
    assertEquals(0, checkpoint("show", "--json", path));
    List<String> lines = stdout.toString().lines().toList();
    assertEquals(3, lines.size());
    JsonNode bias = new JsonMapper().readTree(lines.get(0));
    assertEquals("[\"NaN\",-1.0]", bias.get("first").toString());
    assertEquals(1, bias.get("notFinite").asInt());
    assertEquals(7.0, new JsonMapper().readTree(lines.get(2)).get("mean").asDouble());
  }

  @Test
  void showRefusesAPatternThatFitsNothing() {
    // the dot is a dot, as in the names of PyTorch
    assertRefused(checkpoint("show", path, "conv1.bias"), "no array conv1.bias in " + path);
  }

  @Test
  void diffTellsByItsExitCode() {
    Path other = folder.resolve("b.ckpt");
    write(other);
    assertEquals(0, checkpoint("diff", path, other));
    assertPrints("3 arrays equal, 0 differ, 0 in one of the two only");
    arrays.remove("step");
    arrays.put("conv1/bias", WeightArray.of(Shape.of(2), new float[] {Float.NaN, -1.5f}));
    arrays.put("conv1/kernel", WeightArray.of(Shape.of(6), new float[6]));
    write(other);
    assertEquals(1, checkpoint("diff", path, other));
    assertPrints(
        "conv1/bias: 1 of 2 values differ, by up to 0.500, relative 0.333",
        "conv1/kernel: shapes [1, 1, 2, 3] and [6]",
        "step: only in the first",
        "0 arrays equal, 2 differ, 1 in one of the two only");
    assertEquals(1, checkpoint("diff", other, path, "--tolerance", "0.5"));
    assertPrints(
        "conv1/kernel: shapes [6] and [1, 1, 2, 3]",
        "step: only in the second",
        "1 arrays equal, 1 differ, 1 in one of the two only");
    assertEquals(1, checkpoint("diff", path, other, "--json"));
    assertTrue(
        stdout
            .toString()
            .startsWith(
                "{\"name\":\"conv1/bias\",\"differs\":\"values\",\"count\":1,\"absolute\":0.5,"),
        stdout.toString());
  }

  @Test
  void diffRefusesWhatIsNoToleranceAndWhatIsNotThere() {
    assertRefused(checkpoint("diff", path, path, "--tolerance", "-1"), "--tolerance: expected");
    assertRefused(checkpoint("diff", path, path, "--tolerance", "NaN"), "--tolerance: expected");
    assertRefused(checkpoint("diff", path, folder.resolve("c")), "no file ");
  }

  @Test
  void convertWritesAFolderOrAPrefixThatIsEqual() {
    Path home = folder.resolve("home");
    assertEquals(0, checkpoint("convert", path, home), stderr.toString());
    assertPrints(home + ": 3 arrays");
    assertEquals(0, checkpoint("diff", path, home), stdout.toString());
    Path prefix = folder.resolve("deep/er/b.ckpt");
    assertEquals(0, checkpoint("convert", home, prefix), stderr.toString());
    assertEquals(0, checkpoint("diff", path, prefix), stdout.toString());
  }

  @Test
  void convertReplacesOnlyByForce() {
    Path home = folder.resolve("home");
    for (Path to : List.of(path, home)) {
      checkpoint("convert", path, home, "--force");
      assertRefused(checkpoint("convert", path, to), "replace it with --force");
      assertEquals(0, checkpoint("convert", path, to, "--force"), stderr.toString());
    }
    assertEquals(0, checkpoint("diff", path, home), stdout.toString());
  }

  @Test
  void convertTakesTheNamesOfAnother() {
    Path theirs = folder.resolve("theirs.ckpt");
    arrays.clear();
    arrays.put(
        "scope/conv1_W", WeightArray.of(Shape.of(3, 2, 1, 1), new float[] {0, 3, 1, 4, 2, 8}));
    arrays.put("scope/conv1_b", WeightArray.of(Shape.of(1, 2), new float[] {Float.NaN, -1}));
    arrays.put("scope/step", WeightArray.of(Shape.scalar(), new float[] {7}));
    write(theirs);
    Path out = folder.resolve("out.ckpt");
    assertEquals(0, checkpoint("convert", theirs, out, "--like", path), stderr.toString());
    assertEquals(1, checkpoint("diff", path, out));
    assertPrints(
        "step: types int32 and float32, values equal",
        "2 arrays equal, 1 differ, 0 in one of the two only");
    arrays.put("other/kernel", WeightArray.of(Shape.of(9, 9), new float[81]));
    write(theirs);
    int code = checkpoint("convert", path, folder.resolve("x"), "--like", theirs);
    assertRefused(code, "missing (other/kernel, ");
  }

  @Test
  void convertWritesNumPysFiles() {
    Path npz = folder.resolve("deep/a.npz");
    assertEquals(0, checkpoint("convert", path, npz), stderr.toString());
    assertEquals(0, checkpoint("diff", path, npz), stdout.toString());
    assertRefused(checkpoint("convert", path, npz), "--force");
    assertEquals(0, checkpoint("convert", npz, folder.resolve("back")), stderr.toString());
    assertEquals(0, checkpoint("diff", path, folder.resolve("back")), stdout.toString());
  }

  @Test
  void convertRefusesOtherFormats() throws IOException {
    assertRefused(
        checkpoint("convert", path, folder.resolve("a.h5")), "is of a format that is not written");
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }
}
