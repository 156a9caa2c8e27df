package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.config.Architecture;
import org.cycleat.device.Device;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Scope;
import org.cycleat.nn.Variable;
import org.cycleat.stage.Networks;
import org.cycleat.transfer.CheckpointWriter;
import org.cycleat.transfer.Pixels;
import org.cycleat.weights.WeightArray;
import org.cycleat.weights.WeightFile;
import org.cycleat.weights.WeightFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

class ImportCommandTest {
  private static final String WIDTH = "0.03125"; // 2 channels in the first layer

  @TempDir Path folder;
  private Path from;
  private Path to;
  private final Map<String, WeightArray> arrays = new LinkedHashMap<>();
  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  /** All parameters of a narrow ResNet-18, the n-th of them n, n + 0.5, n + 1, ... */
  @BeforeEach
  void makeWeights() {
    from = folder.resolve("theirs.ckpt");
    to = folder.resolve("ours");
    try (Graph graph = new Graph()) {
      Scope scope = new Scope(new Parameters(Ops.create(graph), "any", 1), Initializer.HE);
      var look = new Networks.Look(Architecture.RESNET18, 32, Double.parseDouble(WIDTH));
      for (Variable variable : Networks.classifier(scope, look, 7).parameters().all()) {
        put(variable.name(), variable.shape());
      }
    }
  }

  private void put(String name, Shape shape) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arrays.size() + i / 2f;
    }
    arrays.put(name, WeightArray.of(shape, values));
  }

  private int runImport(Object... more) {
    CheckpointWriter.write(Device.forInference(1), from, arrays);
    List<String> line = new ArrayList<>(List.of("import", "--from", from.toString()));
    line.addAll(List.of("--to", to.toString(), "--as", "resnet18", "--width", WIDTH));
    Arrays.stream(more).map(Object::toString).forEach(line::add);
    return run(line.toArray(String[]::new));
  }

  private int run(String... line) {
    return Main.run(
        Main.COMMANDS, new PrintWriter(stdout, true), new PrintWriter(stderr, true), line);
  }

  private float[] written(String name) {
    try (WeightFile file = WeightFiles.open(to)) {
      return file.read(name).floats();
    }
  }

  private void assertRefused(int code, String message) {
    assertEquals(2, code, stdout.toString());
    assertTrue(stderr.toString().contains(message), stderr.toString());
    assertFalse(Files.exists(to));
  }

  private String lastLine() {
    return stdout.toString().lines().reduce("", (earlier, later) -> later);
  }

  @Test
  void everyParameterArrives() {
    assertEquals(0, runImport(), stderr.toString());
    arrays.forEach((name, array) -> assertArrayEquals(array.floats(), written(name), name));
    assertEquals("%s: 102 of 102 loaded".formatted(to), lastLine());
    assertEquals(2, stdout.toString().lines().count(), stdout.toString());
  }

  @Test
  void listNamesThePlainOnesToo() {
    assertEquals(0, runImport("--list"));
    assertEquals(104, stdout.toString().lines().count());
  }

  @Test
  void otherClassesAreRefusedWithTheWayOut() {
    put("predictions/kernel", Shape.of(16, 9));
    put("predictions/bias", Shape.of(9));
    int code = runImport();
    assertRefused(
        code, "100 of 102 loaded, 2 of another shape (predictions/kernel, predictions/bias)");
    assertTrue(stderr.toString().contains("--partial"), stderr.toString());
    assertTrue(
        stdout.toString().contains("predictions/bias is [9], [7] is wanted"), stdout.toString());
  }

  @Test
  void partialKeepsNewValuesWhereNoneFit() {
    put("predictions/kernel", Shape.of(16, 9));
    assertEquals(0, runImport("--partial"), stderr.toString());
    float[] kernel = written("predictions/kernel");
    assertEquals(16 * 7, kernel.length);
    for (float value : kernel) {
      assertTrue(Math.abs(value) < 3, "as HE draws them: " + value);
    }
    float[] again = kernel.clone();
    assertEquals(0, runImport("--partial", "--force"));
    assertArrayEquals(again, written("predictions/kernel"));
    assertEquals(0, runImport("--partial", "--force", "--seed", 2));
    assertFalse(Arrays.equals(again, written("predictions/kernel")));
  }

  @Test
  void weightsOfAnotherNetworkAreRefusedEvenInPart() {
    arrays.clear();
    put("decoder/lstm", Shape.of(2, 3));
    assertRefused(runImport("--partial"), "0 of 102 loaded, 102 missing (conv1_conv/kernel, ");
    assertTrue(stderr.toString().contains("`cycleat checkpoint ls`"), stderr.toString());
  }

  @Test
  void aCheckpointIsReplacedOnlyByForce() {
    assertEquals(0, runImport());
    assertEquals(2, runImport());
    assertTrue(stderr.toString().contains("--force"), stderr.toString());
    put("predictions/bias", Shape.of(7));
    assertEquals(0, runImport("--force"));
    assertArrayEquals(arrays.get("predictions/bias").floats(), written("predictions/bias"));
  }

  @Test
  void valuesThatAreNotFiniteAreRefusedByName() {
    float[] values = {0, Float.NaN, 1, 2, Float.NEGATIVE_INFINITY, 3, 4};
    arrays.put("predictions/bias", WeightArray.of(Shape.of(7), values));
    assertRefused(runImport(), "not finite in predictions/bias (2 of 7)");
  }

  @Test
  void aDeeperNetworkIsRefusedAlthoughItHasEveryName() throws IOException {
    arrays.put("conv2_block3_1_conv/kernel", WeightArray.of(Shape.of(2), new float[2]));
    assertEquals(2, runImport());
    assertTrue(
        stderr.toString().contains("1 without a place here (conv2_block3_1_conv/kernel [2])"),
        stderr.toString());
    assertFalse(Files.exists(to));
    assertEquals(0, runImport("--partial"), stderr.toString());
  }

  @Test
  void rulesNameWhatTheProgramCannotKnow() throws IOException {
    WeightArray kernel = arrays.remove("predictions/kernel");
    arrays.put("ende", kernel);
    Path rules =
        Files.writeString(folder.resolve("r.yaml"), "- {from: ende, to: predictions/kernel}");
    assertEquals(0, runImport("--map", rules), stderr.toString());
    assertTrue(
        stdout.toString().contains("predictions/kernel [16, 7]: loaded from ende, by rule"),
        stdout.toString());
    assertArrayEquals(kernel.floats(), written("predictions/kernel"));
    Files.writeString(rules, "- {from: ende, to: predictions/kernl}");
    assertEquals(2, runImport("--map", rules, "--force"));
    assertTrue(stderr.toString().contains(rules + ":1 gives ende to predictions/kernl"));
  }

  @Test
  void thePixelsOfOthersGoIntoTheFirstConvolution() {
    assertEquals(0, runImport("--pixels", "caffe"), stderr.toString());
    float[] kernel = arrays.get("conv1_conv/kernel").floats();
    assertArrayEquals(Pixels.CAFFE.kernel(kernel, 2), written("conv1_conv/kernel"));
    double[] offsets = Pixels.CAFFE.offsets(kernel, 2);
    float[] mean = arrays.get("conv1_bn/moving_mean").floats();
    for (int i = 0; i < 2; i++) {
      assertEquals((float) (mean[i] - offsets[i]), written("conv1_bn/moving_mean")[i]);
    }
    assertArrayEquals(
        arrays.get("conv2_block1_1_bn/moving_mean").floats(),
        written("conv2_block1_1_bn/moving_mean"));
  }

  @Test
  void pixelsNeedTheFirstKernel() {
    arrays.remove("conv1_conv/kernel");
    assertRefused(
        runImport("--pixels", "torch", "--partial"), "no values of conv1_conv/kernel in the file");
  }

  @ParameterizedTest
  @CsvSource({
    "--as, resnet51, unknown network resnet51 (--as): expected one of resnet14",
    "--as, generator, --width: expected a number of channels",
    "--width, 0, '--width: expected above 0, at most 16, found 0.0'",
    "--classes, 0, --classes: expected 1 to 100000",
    "--image-size, 31, '--image-size: expected 32 to 4096, found 31'",
    "--map, none.yaml, no rules at none.yaml",
    "--pixels, bgr, Invalid value for option '--pixels'",
    "--from, nothing.ckpt, 'no file nothing.ckpt, and no checkpoint nothing.ckpt.index'"
  })
  void wrongOptionsAreOneLine(String option, String value, String message) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--from", from.toString());
    options.put("--to", to.toString());
    options.put("--as", "resnet18");
    options.put("--width", WIDTH);
    options.put(option, value);
    CheckpointWriter.write(Device.forInference(1), from, arrays);
    List<String> line = new ArrayList<>(List.of("import"));
    options.forEach((name, text) -> line.addAll(List.of(name, text)));
    assertRefused(run(line.toArray(String[]::new)), message);
    assertEquals(1, stderr.toString().lines().count());
  }

  @ParameterizedTest
  @CsvSource({
    "generator, 2, blocks, 1, 16",
    "discriminator, 3, strided-layers, 3, 10",
    "discriminator, 3, strided-layers, 1, 6",
    "landmarks68, 4, blocks, 9, 52"
  })
  void theOtherNetworksTakeWeightsToo(
      String network, String width, String option, String value, int count) {
    arrays.clear();
    put("of no use", Shape.of(1, 2, 3, 4, 5));
    CheckpointWriter.write(Device.forInference(1), from, arrays);
    String[] line = as(network, "--width", width, "--" + option, value);
    assertRefused(run(line), "do not make a " + network);
    arrays.clear();
    for (String row : stdout.toString().lines().filter(l -> l.endsWith("]: missing")).toList()) {
      int open = row.indexOf('[');
      long[] shape =
          Arrays.stream(row.substring(open + 1, row.indexOf(']')).split(", "))
              .mapToLong(Long::parseLong)
              .toArray();
      put(row.substring(0, open - 1), Shape.of(shape));
    }
    CheckpointWriter.write(Device.forInference(1), folder.resolve("again.ckpt"), arrays);
    line[2] = folder.resolve("again.ckpt").toString();
    assertEquals(0, run(line), stderr.toString());
    assertEquals(count, arrays.size());
    arrays.forEach((name, array) -> assertArrayEquals(array.floats(), written(name), name));
  }

  private String[] as(String network, String... options) {
    List<String> line =
        new ArrayList<>(
            List.of("import", "--from", from.toString(), "--to", to.toString(), "--as", network));
    line.addAll(List.of(options));
    return line.toArray(String[]::new);
  }

  @Test
  void aDiscriminatorHasOneToThreeStridedLayers() {
    CheckpointWriter.write(Device.forInference(1), from, arrays);
    String[] line = as("discriminator", "--strided-layers", "4");
    assertRefused(run(line), "--strided-layers: expected 1 to 3, found 4");
  }

  @Test
  void pixelsGoWithClassifiersOnly() {
    String[] line = {
      "import", "--from", "a", "--to", to.toString(), "--as", "generator", "--pixels", "caffe"
    };
    assertRefused(run(line), "--pixels goes with classifiers, not with generator");
  }
}
