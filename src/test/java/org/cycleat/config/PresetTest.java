package org.cycleat.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PresetTest {
  static final List<String> PRESETS = Config.PRESETS;

  @ParameterizedTest
  @FieldSource("PRESETS")
  void namesExactlyAllKeysInTheirOrder(String preset) {
    Map<String, Setting> settings = YamlReader.read(Config.presetText(preset), preset);
    assertEquals(Config.keys(), new ArrayList<>(settings.keySet()));
  }

  @ParameterizedTest
  @FieldSource("PRESETS")
  void documentsEveryKeyInTheWordsOfTheRecords(String preset) throws IOException {
    String shipped = Config.presetText(preset);
    int body = shipped.indexOf("\n\n") + 2; // the preset's own remarks end at the first empty line
    String written = Config.preset(preset).toYaml();
    Path expected = Path.of("target", "presets", preset + ".yaml");
    Files.createDirectories(expected.getParent());
    Files.writeString(expected, shipped.substring(0, body) + written);
    assertEquals(written, shipped.substring(body), "the preset should read as " + expected);
  }

  @ParameterizedTest
  @FieldSource("PRESETS")
  void opensWithRemarksOfItsOwn(String preset) {
    String remarks = Config.presetText(preset).split("\n\n", 2)[0];
    assertTrue(remarks.lines().allMatch(line -> line.startsWith("# ")), remarks);
  }

  @Test
  void paperHasTheFiguresOfThePaper() {
    Config paper = Config.preset("paper");
    assertEquals(256, paper.imageSize());
    assertEquals(List.of("AN", "DI", "FE", "HA", "NE", "SA", "SU"), paper.labels());
    assertEquals(Architecture.RESNET50, paper.source().model());
    assertEquals(Architecture.RESNET18, paper.target().model());
    assertEquals(Initialization.PAPER, paper.source().init());
    assertEquals(new OptimizerConfig(0.5, 0.999, 1e-8, 0.5), paper.optimizer());
    assertEquals(9, paper.gan().generatorBlocks());
    assertEquals(64, paper.gan().generatorWidth());
    assertEquals(64, paper.gan().discriminatorWidth());
    assertEquals(3, paper.gan().discriminatorLayers());
    assertEquals(Set.of(), paper.gan().augment());
    assertEquals(0, paper.gan().weightAverage());
    assertEquals(GanConfig.Loss.LOG, paper.gan().loss());
    assertEquals(0.02, paper.gan().initStddev());
    assertEquals(50, paper.gan().poolSize());
    assertEquals(1, paper.gan().batchSize());
    assertEquals(2.0, paper.attention().power());
    assertEquals(227, paper.selection().imageSize());
    assertEquals(3, paper.selection().tsneDimensions());
    assertEquals(8, paper.selection().neighbours());
    assertEquals(SelectionConfig.Distances.TSNE, paper.selection().distances());
    assertFalse(paper.selection().withinClass());
    assertEquals(0, paper.selection().limit());
    assertEquals(0, paper.selection().minConfidence());
    for (double rate :
        List.of(
            paper.source().learningRate(),
            paper.gan().learningRate(),
            paper.target().learningRate())) {
      assertEquals(0.0002, rate);
    }
  }

  @Test
  void noPresetLeavesOutPartOfTheMethod() {
    for (String preset : PRESETS) {
      Config config = Config.preset(preset);
      assertTrue(config.gan().cycleWeight() > 0, preset);
      assertTrue(config.web().weight() > 0 && config.web().attentionBeta() > 0, preset);
      assertTrue(config.target().attentionBeta() > 0, preset);
    }
  }
}
