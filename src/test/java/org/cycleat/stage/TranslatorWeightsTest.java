package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.nn.Parameters;
import org.cycleat.train.Checkpoint;
import org.cycleat.weights.NpzWriter;
import org.cycleat.weights.WeightArray;
import org.cycleat.weights.WeightFile;
import org.cycleat.weights.WeightFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

class TranslatorWeightsTest {
  private static final Config CONFIG =
      Config.preset("tiny")
          .with(
              "gan.generatorWidth=3",
              "gan.discriminatorWidth=5",
              "gan.discriminatorLayers=2",
              "gan.upsampling=resize");

  @TempDir private Path folder;
  private Path translation;
  private Path file;

  /** What a run leaves of a translation, with new weights; and its file. */
  @BeforeEach
  void save() throws IOException {
    Workspace workspace = Workspace.create(folder.resolve("run"), CONFIG);
    translation = workspace.folder(Stage.TRANSLATION);
    try (TestGraph graph = new TestGraph()) {
      for (Parameters network : networks(graph, CONFIG).trained()) {
        graph.initialize(network);
        Path place = translation.resolve(network.network());
        Checkpoint.of(graph.tf(), network).save(graph.session(), place, 7);
      }
    }
    file = folder.resolve("translation.zip");
    TranslatorWeights.write(translation, CONFIG, file);
  }

  private static TranslationNetworks networks(TestGraph graph, Config config) {
    return TranslationNetworks.make(graph.tf(), new Networks(config), false);
  }

  private static String refusal(Config config, Path weights) {
    Config named = config.with("gan.weights=" + weights);
    String refusal =
        assertThrows(
                UserException.class,
                () -> StartingWeights.check(named, List.of(Stage.SOURCE, Stage.TRANSLATION)))
            .getMessage();
    assertEquals(1, refusal.lines().count(), refusal);
    assertTrue(refusal.startsWith("gan.weights: "), refusal);
    return refusal;
  }

  @Test
  void theFileHasTheWeightsInHalfPrecision() {
    Map<String, String> types = new TreeMap<>();
    try (WeightFile written = WeightFiles.open(file);
        WeightFile trained = WeightFiles.open(translation.resolve("g_WS"))) {
      written
          .entries()
          .forEach((name, entry) -> types.merge(entry.type().toString(), name, (a, b) -> a));
      assertEquals(32, written.read("imageSize").at(0));
      float[] expected = trained.read("down2/kernel").floats();
      float[] found = written.read("g_WS/down2/kernel").floats();
      assertArrayEquals(expected, found, 1e-4f);
      assertNotEquals(expected[0], found[0]);
    }
    assertEquals(Map.of("int32", "imageSize", "float16", "g_SW/in/kernel"), types);
  }

  @Test
  void anExistingFileIsNotReplaced() {
    String refusal =
        assertThrows(UserException.class, () -> TranslatorWeights.write(translation, CONFIG, file))
            .getMessage();
    assertEquals(file + " is there already (--out); expected a new file", refusal);
  }

  @Test
  void theNetworksStartFromTheFile() {
    Config config = CONFIG.with("gan.weightAverage=0.9", "seed=5", "gan.weights=" + file);
    StartingWeights.check(config, List.of(Stage.TRANSLATION));
    try (TestGraph graph = new TestGraph();
        WeightFile written = WeightFiles.open(file)) {
      TranslationNetworks networks = networks(graph, config);
      graph.initialize(networks.trained().toArray(Parameters[]::new));
      graph.initialize(networks.keptSW().parameters(), networks.keptWS().parameters());
      TranslatorWeights.of(config).orElseThrow().restore(graph.tf(), graph.session(), networks);
      for (Parameters network : networks.trained()) {
        assertHas(graph, network, written, network.network());
      }
      assertHas(graph, networks.keptSW().parameters(), written, "g_SW");
      assertHas(graph, networks.keptWS().parameters(), written, "g_WS");
    }
  }

  private static void assertHas(
      TestGraph graph, Parameters network, WeightFile file, String stored) {
    network
        .all()
        .forEach(
            variable ->
                assertArrayEquals(
                    file.read(stored + "/" + variable.name()).floats(),
                    graph.value(variable.value()),
                    variable.name()));
  }

  @Test
  void aTranslationsFolderServesAsWell() {
    Config config = CONFIG.with("gan.weights=" + translation);
    assertDoesNotThrow(() -> StartingWeights.check(config, List.of(Stage.TRANSLATION)));
    assertTrue(
        refusal(CONFIG.with("imageSize=64"), translation)
            .contains("(imageSize: 32 in the file, 64 in this configuration)"));
  }

  @Test
  void weightsAreCheckedWhereATranslationIsToCome() {
    Config config = CONFIG.with("gan.weights=" + folder.resolve("none"));
    assertDoesNotThrow(() -> StartingWeights.check(config, List.of(Stage.SOURCE, Stage.TARGET)));
    assertTrue(refusal(CONFIG, folder.resolve("none")).contains("no file " + folder));
  }

  @ParameterizedTest
  @CsvSource({
    "imageSize, 64, 32",
    "gan.generatorWidth, 4, 3",
    "gan.generatorBlocks, 9, 6",
    "gan.upsampling, transposed, resize",
    "gan.discriminatorWidth, 4, 5",
    "gan.discriminatorLayers, 1, 2"
  })
  void theKeyThatDiffersIsNamed(String key, String here, String inFile) {
    String refusal = refusal(CONFIG.with(key + "=" + here), file);
    assertEquals(
        "gan.weights: %s has networks of another form (%s: %s in the file, %s in this configuration): set these keys as in the file, or name other weights"
            .formatted(file, key, inFile, here),
        refusal);
  }

  @Test
  void whatIsNoTranslationIsRefused() throws IOException {
    assertTrue(
        refusal(CONFIG, translation.resolve("g_SW"))
            .contains(
                "g_SW holds no generators and discriminators: expected what `cycleat export"));
    try (Stream<Path> files = Files.list(translation.resolve("d_S"))) {
      files.forEach(each -> each.toFile().delete());
    }
    assertTrue(refusal(CONFIG, translation).contains("no weights in " + translation));
  }

  @Test
  void anArrayThatIsMissingOrDamagedIsNamed() throws IOException {
    assertTrue(
        refusal(CONFIG, changed("g_WS/out/bias", null))
            .contains(" has no g_WS/out/bias: expected"));
    assertTrue(
        refusal(CONFIG, changed("d_S/conv1/bias", new float[] {1, 2}))
            .contains(" has d_S/conv1/bias float32 [2] instead of [5]: expected"));
    assertTrue(
        refusal(CONFIG, changed("g_SW/out/bias", new float[] {1, Float.NaN, 2}))
            .contains("g_SW/out/bias in " + folder));
  }

  /** The file with other values of a vector, or without it. */
  private Path changed(String array, float[] values) throws IOException {
    Path changed = folder.resolve("changed.npz");
    try (WeightFile written = WeightFiles.open(file);
        NpzWriter writer = new NpzWriter(changed)) {
      for (String name : written.entries().keySet()) {
        if (!name.equals(array)) {
          writer.add(name, written.read(name));
        } else if (values != null) {
          writer.add(name, WeightArray.of(Shape.of(values.length), values));
        }
      }
      writer.finish();
    }
    return changed;
  }
}
