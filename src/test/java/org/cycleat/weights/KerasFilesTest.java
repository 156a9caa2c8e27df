package org.cycleat.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class KerasFilesTest {

  /** The variables of the model of the fixtures, whose values count on from one to the next. */
  private static final Map<String, Shape> MODEL = new LinkedHashMap<>();

  static {
    MODEL.put("conv1_conv/kernel", Shape.of(2, 1, 2, 3));
    MODEL.put("conv1_conv/bias", Shape.of(3));
    for (String name : List.of("gamma", "beta", "moving_mean", "moving_variance")) {
      MODEL.put("conv1_bn/" + name, Shape.of(3));
    }
    for (String name : List.of("beta", "moving_mean", "moving_variance")) {
      MODEL.put("shift_bn/" + name, Shape.of(3));
    }
    MODEL.put("inner_conv/kernel", Shape.of(1, 1, 3, 2));
    MODEL.put("separable/depthwise_kernel", Shape.of(1, 1, 2, 1));
    MODEL.put("separable/pointwise_kernel", Shape.of(1, 1, 2, 2));
    MODEL.put("separable/bias", Shape.of(2));
    MODEL.put("norm/gamma", Shape.of(2));
    MODEL.put("last_conv/kernel", Shape.of(2, 2, 2, 1));
    MODEL.put("last_conv/bias", Shape.of(1));
    MODEL.put("predictions/kernel", Shape.of(9, 2));
    MODEL.put("predictions/bias", Shape.of(2));
  }

  @TempDir Path folder;

  private WeightFile open(String name) {
    return WeightFiles.open(PythonFiles.unpack(folder, name));
  }

  private static List<String> withoutOptimizer(WeightFile file) {
    return file.entries().keySet().stream().filter(n -> !n.startsWith("optimizer/")).toList();
  }

  /** Where each variable of the model starts to count. */
  private static Map<String, Integer> starts() {
    Map<String, Integer> starts = new HashMap<>();
    int next = 1;
    for (var variable : MODEL.entrySet()) {
      starts.put(variable.getKey(), next);
      next += (int) variable.getValue().size();
    }
    return starts;
  }

  private static void assertModel(WeightFile file) {
    assertEquals(List.copyOf(MODEL.keySet()), withoutOptimizer(file));
    Map<String, Integer> starts = starts();
    MODEL.forEach((name, shape) -> PythonFiles.assertCounts(file, name, shape, starts.get(name)));
  }

  @ParameterizedTest
  @CsvSource({"keras3.h5,HDF5", "keras3.keras,Keras model", "unnamed.keras,Keras model"})
  void wholeModelsNameTheirVariablesInOrder(String name, String format) {
    try (WeightFile file = open(name)) {
      assertEquals(format, file.format());
      assertModel(file);
      assertThrows(IllegalArgumentException.class, () -> file.read("absent"));
    }
  }

  @Test
  void theOptimizersVariablesAreListed() {
    try (WeightFile file = open("keras3.h5")) {
      assertTrue(file.entries().containsKey("optimizer/sgd/conv1_conv_kernel_momentum"));
      assertEquals(ElementType.INT64, file.entries().get("optimizer/sgd/iteration").type());
    }
    try (WeightFile file = open("keras3.keras")) {
      List<String> names = List.copyOf(file.entries().keySet());
      assertEquals("optimizer/vars/0", names.get(MODEL.size()));
      assertEquals("optimizer/vars/15", names.get(names.size() - 1));
      assertEquals(Shape.of(2, 1, 2, 3), file.entries().get("optimizer/vars/2").shape());
    }
  }

  /** They have the layers' own names, but not which of gamma and beta a layer lacks. */
  @Test
  void weightsAloneNameTheirLayers() {
    try (WeightFile file = open("keras3.weights.h5")) {
      assertEquals(MODEL.size(), withoutOptimizer(file).size());
      Map<String, Integer> starts = starts();
      MODEL.forEach(
          (name, shape) -> {
            String stored =
                name.equals("shift_bn/beta")
                    ? "shift_bn/0"
                    : name.equals("norm/gamma") ? "norm/0" : name;
            PythonFiles.assertCounts(file, stored, shape, starts.get(name));
          });
    }
  }

  @Test
  void weightsWithoutNamesKeepTheirPaths() {
    try (WeightFile file = open("unnamed.weights.h5")) {
      Map<String, Integer> starts = starts();
      Map<String, String> renamed =
          Map.of(
              "conv1_conv/kernel", "conv2d/kernel",
              "last_conv/bias", "conv2d_1/bias",
              "conv1_bn/beta", "batch_normalization/beta",
              "shift_bn/moving_mean", "batch_normalization_1/moving_mean",
              "predictions/bias", "dense/bias",
              "inner_conv/kernel", "layers/functional/layers/conv2d/vars/0");
      renamed.forEach(
          (own, stored) -> PythonFiles.assertCounts(file, stored, MODEL.get(own), starts.get(own)));
    }
  }

  @Test
  void kerasTwoListsNames() {
    try (WeightFile file = open("keras2.h5")) {
      assertEquals(
          List.of(
              "conv1_conv/kernel",
              "conv1_conv/bias",
              "conv1_bn/gamma",
              "conv1_bn/moving_variance",
              "dense/kernel",
              "twin_b/dense/kernel:0"), // whose own name is taken
          List.copyOf(file.entries().keySet()));
      PythonFiles.assertCounts(file, "conv1_conv/bias", Shape.of(2, 2), 2);
      PythonFiles.assertCounts(file, "dense/kernel", Shape.of(2, 1), 1);
      PythonFiles.assertCounts(file, "twin_b/dense/kernel:0", Shape.of(2, 1), 2);
    }
  }

  @Test
  void kerasOneHadOtherNames() {
    try (WeightFile file = open("keras1.h5")) {
      assertEquals(
          List.of(
              "block1_conv1/kernel",
              "block1_conv1/bias",
              "bn/gamma",
              "bn/moving_mean",
              "bn/moving_variance",
              "extra"), // listed nowhere
          List.copyOf(file.entries().keySet()));
      PythonFiles.assertCounts(file, "bn/moving_variance", Shape.of(2, 3), 3);
      PythonFiles.assertCounts(file, "extra", Shape.of(3), 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Conv2D,conv2d", "Conv2DTranspose,conv2d_transpose", "BatchNormalization,batch_normalization",
    "PReLU,p_re_lu", "Dense,dense", "custom>MyLayer,custom_my_layer"
  })
  void classesAreCalledAsKerasCallsThem(String name, String expected) {
    assertEquals(expected, KerasConfig.snakeCase(name));
  }

  @Test
  void groupsMayHaveTheLayersOwnNames() throws IOException {
    String config =
        "{'config':{'layers':[{'class_name':'Dense','config':{'name':'first'}},"
            + "{'class_name':'LayerNormalization','config':{'name':'second','scale':false}}]}}";
    KerasConfig known = KerasConfig.read(config.replace('\'', '"').getBytes(UTF_8));
    assertEquals("first", known.name("layers/dense", "?"));
    assertEquals("first", known.name("layers/first", "?"));
    assertEquals("?", known.name("layers/dense_1", "?"));
    assertEquals("bias", known.variable("layers/first", 1, 2));
    assertEquals("beta", known.variable("layers/second", 0, 1));
    assertTrue(known.rank("layers/dense/vars/0") < known.rank("layers/layer_normalization/vars/0"));
    assertEquals(Integer.MAX_VALUE, known.rank("optimizer/vars/0"));
  }

  /** A {@code .keras} file with some of its members, one of them changed. */
  private Path archive(Map<String, byte[]> members) throws IOException {
    Path file = folder.resolve("made.keras");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
      }
    }
    return file;
  }

  private static String refusal(Path file) {
    String message =
        assertThrows(UserException.class, () -> WeightFiles.open(file).close()).getMessage();
    assertEquals(1, message.lines().count());
    assertTrue(message.contains(file.toString()), message);
    return message;
  }

  @Test
  void archivesThatDoNotHold() throws IOException {
    byte[] json = "{".getBytes(UTF_8);
    assertTrue(refusal(archive(Map.of("config.json", json))).contains("config.json is no JSON"));
    assertTrue(refusal(archive(Map.of("metadata.json", json))).contains("expected model.weights"));
    String noHdf5 = refusal(archive(Map.of("model.weights.h5", json)));
    assertTrue(noHdf5.contains("is not a readable HDF5 file"), noHdf5);
  }

  @Test
  void deflatedArchivesAreUnpackedAndDeleted() throws IOException {
    byte[] weights;
    try (ZipFile zip = new ZipFile(PythonFiles.unpack(folder, "keras3.keras").toFile())) {
      weights = zip.getInputStream(zip.getEntry("model.weights.h5")).readAllBytes();
    }
    Path unpacked;
    try (KerasArchive file = KerasArchive.open(archive(Map.of("model.weights.h5", weights)))) {
      unpacked = file.unpacked();
      assertTrue(Files.exists(unpacked));
      assertArrayEquals(new float[] {13, 14, 15}, file.read("conv1_conv/bias").floats());
    }
    assertFalse(Files.exists(unpacked));
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras3.keras", "keras2.h5"})
  void damagedFilesAreRefusedAndDoNotCrash(String name) throws IOException {
    assertTrue(PythonFiles.readWithFlips(PythonFiles.unpack(folder, name), 200) > 0);
  }
}
