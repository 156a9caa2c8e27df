package org.cycleat.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ConfigTest {
  static final List<String> PRESETS = Config.PRESETS;

  private static final Config SMALL = Config.preset("small");

  @TempDir Path folder;

  @Test
  void setChangesTheNamedKeysOnly() {
    Config changed = SMALL.with("gan.cycleWeight=5", "source.model = resnet101", "seed=-7");
    assertEquals(5.0, changed.gan().cycleWeight());
    assertEquals(Architecture.RESNET101, changed.source().model());
    assertEquals(-7, changed.seed());
    assertEquals(
        List.of(
            "seed: 1 before, -7 after",
            "source.model: resnet18 before, resnet101 after",
            "gan.cycleWeight: 10.0 before, 5.0 after"),
        SMALL.differences(changed).stream().map(d -> d.between("before", "after")).toList());
    assertEquals(SMALL, changed.with("seed=1", "source.model=resnet18", "gan.cycleWeight=1e1"));
  }

  @Test
  void ofTwoSettingsOfOneKeyTheLaterCounts() {
    assertEquals(3, SMALL.with(List.of("seed=2", "seed=3")).seed());
  }

  @Test
  void settingsThatAreValidTogetherOnlyAreTakenTogether() {
    Config changed = SMALL.with("selection.pcaDimensions=2", "selection.tsneDimensions=2");
    assertEquals(2, changed.selection().pcaDimensions());
  }

  @Test
  void valuesMayHoldEqualsSignsAndBeEmpty() {
    Config changed = SMALL.with("selection.weights=a=b");
    assertEquals("a=b", changed.selection().weights());
    assertEquals("", changed.with("selection.weights=").selection().weights());
  }

  @ParameterizedTest
  @FieldSource("PRESETS")
  void isReadBackEqualToWhatWasWritten(String preset) throws IOException {
    Config config = Config.preset(preset);
    assertEquals(config, Config.load(write("config.yaml", config.toYaml())));
  }

  @Test
  void oddValuesAreReadBackEqualToo() throws IOException {
    Config odd =
        SMALL.with(
            "selection.weights=true",
            "labels=no, yes: #1, \"q\" \\ é",
            "seed=9223372036854775807",
            "optimizer.epsilon=4.9e-324",
            "gan.learningRate=0.1234567890123",
            "gan.cycleWeight=1e300",
            "gan.augment=cutout, Colour",
            "web.weight=20000000");
    assertEquals(odd, odd.with("gan.augment=colour,cutout"), "a set has no order");
    assertEquals(List.of("no", "yes: #1", "\"q\" \\ é"), odd.labels());
    assertEquals(odd, Config.load(write("config.yaml", odd.toYaml())));
    Config spaced = SMALL.with("selection.weights=a b/c: d.ckpt");
    assertEquals(spaced, Config.load(write("config.yaml", spaced.toYaml())));
  }

  @Test
  void aFileMayChangeAFewKeys() throws IOException {
    String few =
        "labels: [HA, \"NO\", 010]\ngan:\n  loss: LSGAN\n  augment: [translation, COLOUR]\n";
    Path yaml = write("few.yaml", few);
    Config changed = SMALL.with(yaml);
    assertEquals(List.of("HA", "NO", "010"), changed.labels());
    assertEquals(GanConfig.Loss.LSGAN, changed.gan().loss());
    assertEquals(
        Set.of(GanConfig.Augmentation.COLOUR, GanConfig.Augmentation.TRANSLATION),
        changed.gan().augment());
    assertEquals(
        SMALL, changed.with("labels=AN,DI,FE,HA,NE,SA,SU", "gan.loss=log", "gan.augment=none"));
    assertEquals(SMALL, SMALL.with(write("empty.yaml", "# nothing\n")));
  }

  @Test
  void aCompleteFileMustSetEveryKey() throws IOException {
    String without = SMALL.toYaml().replaceAll("(?m)^  poolSize: .*\n", "");
    Path yaml = write("config.yaml", without);
    assertMessage(
        "no value for gan.poolSize (%s): a complete configuration sets every key;"
            + " to change a few only, give the file over a preset",
        yaml, () -> Config.load(yaml));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gan.cycleWieght=5           | did you mean gan.cycleWeight?
          gan.cycleweight=5           | did you mean gan.cycleWeight?
          cycleWeight=5               | did you mean gan.cycleWeight?
          source.cycleWeight=5        | did you mean gan.cycleWeight?
          sorce.learningRate=1        | did you mean source.learningRate?
          target.learning_rate=1      | did you mean target.learningRate?
          sede=5                      | did you mean seed?
          log.zzzzzzzzz=5             | expected one of log.everySteps, log.sampleEverySteps, log.checkpointEverySteps, log.keepCheckpoints, log.tensorboard
          """)
  void anUnknownKeyNamesTheNearestOrThoseBesideIt(String assignment, String advice) {
    String key = assignment.substring(0, assignment.indexOf('='));
    assertMessage("unknown key %s (--set): " + advice, key, () -> SMALL.with(assignment, "seed=1"));
  }

  @Test
  void anUnknownKeyInAFileIsFoundByItsLine() throws IOException {
    Path yaml = write("a.yaml", "seed: 3\ngan:\n  # how\n  los: log\n");
    assertMessage(
        "unknown key gan.los (%s:4): did you mean gan.loss?", yaml, () -> SMALL.with(yaml));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source.learningRate=-1      | learningRate must be positive, got -1.0
          source.learningRate=fast    | learningRate must be a number, got fast
          source.learningRate=NaN     | learningRate must be a number, got NaN
          source.learningRate=1e999   | learningRate must be positive, got Infinity
          source.learningRate=        | learningRate must be a number, got nothing
          source.width=0              | width must be positive, got 0.0
          source.epochs=1.5           | epochs must be a whole number, got 1.5
          source.epochs=0             | epochs must be at least 1, got 0
          source.epochs=3000000000    | epochs must be from -2147483648 to 2147483647, got 3000000000
          source.model=resnet5        | model must be one of resnet14, resnet18, resnet34, resnet38, resnet50, resnet101, vgg16, vgg19, alexnet, got resnet5
          source.labelSmoothing=1     | labelSmoothing must be at least 0 and below 1, got 1.0
          source.classWeights=balanced| classWeights must be none where balance is true (both correct the same imbalance), got balanced
          source.classWeights=DI=0    | classWeights must be none, balanced, or weights above 0 such as DI=3,FE=1.5, got DI=0
          source.classWeights=DI=2,DI=3| classWeights must be none, balanced, or weights above 0 such as DI=3,FE=1.5, got DI=2,DI=3
          source.classWeights=DI      | classWeights must be none, balanced, or weights above 0 such as DI=3,FE=1.5, got DI
          source.classWeights==3      | classWeights must be none, balanced, or weights above 0 such as DI=3,FE=1.5, got =3
          source.classWeights=DI=NaN  | classWeights must be none, balanced, or weights above 0 such as DI=3,FE=1.5, got DI=NaN
          data.flip=yes               | flip must be true or false, got yes
          data.loadScale=0.9          | loadScale must be from 1.0 to 2.0, got 0.9
          data.contrast=1             | contrast must be at least 0 and below 1, got 1.0
          data.validationFraction=0   | validationFraction must be above 0, up to 0.5, got 0.0
          data.validationFraction=.6  | validationFraction must be above 0, up to 0.5, got 0.6
          optimizer.beta1=1           | beta1 must be at least 0 and below 1, got 1.0
          optimizer.constantFraction=2| constantFraction must be from 0.0 to 1.0, got 2.0
          gan.generatorBlocks=7       | generatorBlocks must be 6 or 9, got 7
          gan.discriminatorLayers=4   | discriminatorLayers must be 1, 2 or 3, got 4
          gan.discriminatorLayers=0   | discriminatorLayers must be 1, 2 or 3, got 0
          gan.augment=colour,zoom     | augment must be none, or some of colour, translation, cutout, got colour,zoom
          gan.augment=none,cutout     | augment must be none, or some of colour, translation, cutout, got none,cutout
          gan.augment=cutout,cutout   | augment must be none, or some of colour, translation, cutout, got cutout,cutout
          gan.augment=                | augment must be none, or some of colour, translation, cutout, got nothing
          gan.weightAverage=1         | weightAverage must be at least 0 and below 1, got 1.0
          gan.cycleWeight=-0.5        | cycleWeight must not be negative, got -0.5
          gan.stage2Steps=0           | stage2Steps must be at least 1, got 0
          gan.poolSize=-1             | poolSize must be at least 0, got -1
          gan.batchSize=51            | batchSize must be at most poolSize (50) where that is not 0, got 51
          attention.power=0.5         | power must be from 1 to 8, got 0.5
          selection.imageSize=66      | imageSize must be at least 67, got 66
          selection.pcaDimensions=2   | pcaDimensions must be at least 3, got 2
          selection.perplexity=1      | perplexity must be above 1, got 1.0
          selection.distances=near    | distances must be one of tsne, pca, centred, got near
          selection.limit=-1          | limit must be at least 0, got -1
          selection.minConfidence=1   | minConfidence must be at least 0 and below 1, got 1.0
          evaluation.voting=all       | voting must be one of none, flip, tencrop, got all
          log.keepCheckpoints=0       | keepCheckpoints must be at least 1, got 0
          imageSize=66                | imageSize must be a multiple of 4, at least 32, got 66
          imageSize=28                | imageSize must be a multiple of 4, at least 32, got 28
          labels=AN                   | labels must name two or more classes, got AN
          labels=AN,                  | labels must name two or more classes, got AN,
          labels=AN,HA,an             | labels must name each class once, got AN,HA,an
          threads=-1                  | threads must be at least 0, got -1
          """)
  void aWrongValueSaysWhatIsExpectedAndWhere(String assignment, String problem) {
    String key = assignment.substring(0, assignment.indexOf('='));
    assertMessage(problem + " (%s in --set)", key, () -> SMALL.with(assignment));
  }

  @Test
  void teachersOfExpressionsTeachNoMovements() {
    assertMessage(
        "teachers must be empty where learns is movements (they teach expressions), got [a.zip] (%s"
            + " in --set)",
        "source.teachers", () -> SMALL.with("source.learns=movements", "source.teachers=a.zip"));
  }

  @Test
  void aWrongValueInAFileIsFoundByItsLine() throws IOException {
    Path yaml = write("config.yaml", "source:\n  epochs: 3\n  learningRate: -1.0\n");
    assertMessage(
        "learningRate must be positive, got -1.0 (source.learningRate in %s:3)",
        yaml, () -> SMALL.with(yaml));
  }

  @Test
  void anImageMayBeTooSmallForAnArchitecture() {
    assertMessage(
        "imageSize must be at least 67 for source.model alexnet, got 64 (%s)",
        "imageSize in the configuration", () -> SMALL.with("source.model=alexnet"));
    Config fits = SMALL.with("source.model=alexnet", "target.model=alexnet", "imageSize=68");
    assertEquals(68, fits.imageSize());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vgg19    | resnet18 | vgg16, vgg19
          resnet50 | alexnet  | resnet18, resnet34, resnet50, resnet101
          resnet38 | resnet18 | resnet38
          resnet14 | resnet38 | resnet14
          alexnet  | vgg16    | alexnet
          """)
  void attentionNeedsArchitecturesThatPair(String source, String target, String pairing) {
    var models = List.of("source.model=" + source, "target.model=" + target, "imageSize=68");
    assertMessage(
        "target.model must be one of %s (target.model in --set)",
        "%s, whose attention maps pair with those of source.model %s, where target.attentionBeta is above 0, got %s"
            .formatted(pairing, source, target),
        () -> SMALL.with(models));
    List<String> alone = new ArrayList<>(models);
    alone.add("target.attentionBeta=0");
    assertEquals(0, SMALL.with(alone).target().attentionBeta());
  }

  @Test
  void weightsOfTheAttentionAreTriedOnFolds() throws IOException {
    Config tried = SMALL.with("target.folds=5", "target.attentionBetas=0, 1.5");
    assertEquals(List.of(0.0, 1.5), tried.target().attentionBetas());
    assertEquals(tried, Config.load(write("tried.yaml", tried.toYaml())));
    assertEquals(List.of(), tried.with("target.attentionBetas=").target().attentionBetas());
    assertMessage(
        "attentionBetas wants target.folds of 2 or more, got 0.0,1.0 (%s)",
        "target.attentionBetas in --set", () -> SMALL.with("target.attentionBetas=0,1"));
    assertMessage(
        "attentionBetas must name each weight once, got 1.0,1.0 (%s)",
        "target.attentionBetas in --set", () -> tried.with("target.attentionBetas=1,1.0"));
    assertMessage(
        "attentionBetas must be numbers with commas between, or empty, got one (%s)",
        "target.attentionBetas in --set", () -> tried.with("target.attentionBetas=1,one"));
    assertMessage(
        "folds must be 0, or 2 or more, got 1 (%s)",
        "target.folds in --set", () -> SMALL.with("target.folds=1"));
    assertMessage(
        "epochs must be at least 1 where generatedEpochs and realEpochs are 0, got 0 (%s)",
        "target.epochs in --set", () -> SMALL.with("target.epochs=0"));
    assertEquals(1, SMALL.with("target.epochs=0", "target.realEpochs=1").target().realEpochs());
  }

  @Test
  void unlabelledFacesGoAlongWithTargetImages() {
    String place = "target.unlabelledWeight in --set";
    assertMessage(
        "unlabelledWeight must not be negative, got -1.0 (%s)",
        place, () -> SMALL.with("target.unlabelledWeight=-1"));
    assertMessage(
        "unlabelledWeight must be 0 where epochs and realEpochs are 0: unlabelled faces go along"
            + " with target images, got 1.0 (%s)",
        place,
        () ->
            SMALL.with("target.unlabelledWeight=1", "target.epochs=0", "target.generatedEpochs=1"));
    assertMessage(
        "unlabelledRatio must be at least 1, got 0 (%s)",
        "target.unlabelledRatio in --set", () -> SMALL.with("target.unlabelledRatio=0"));
    assertMessage(
        "confidence must be at least 0 and below 1, got 1.0 (%s)",
        "target.confidence in --set", () -> SMALL.with("target.confidence=1"));
  }

  @Test
  void badYamlIsOneLineWithItsPlace() throws IOException {
    Path broken = write("broken.yaml", "seed: 1\ngan: [1, {a: 2}]\n");
    assertMessage("a list may hold plain values only (%s:2)", broken, () -> SMALL.with(broken));
    Path unclosed = write("unclosed.yaml", "seed: \"1\ngan:\n");
    UserException e = assertThrows(UserException.class, () -> SMALL.with(unclosed));
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    assertEquals(0, e.getMessage().indexOf("no valid YAML (" + unclosed + ":"), e.getMessage());
    Path list = write("list.yaml", "- seed\n");
    assertMessage(
        "no configuration (%s:1): expected `key: value` lines, such as `seed: 1`",
        list, () -> SMALL.with(list));
    Path twice = write("twice.yaml", "seed: 1\nthreads: 2\nseed: 3\n");
    assertMessage(
        "seed is set twice (%1$s:1 and %1$s:3): remove one of them",
        twice, () -> SMALL.with(twice));
    Path section = write("section.yaml", "gan: 5\n");
    assertMessage(
        "gan is a section, not a key (%s:1): set one of its keys, such as gan.loss",
        section, () -> SMALL.with(section));
  }

  @Test
  void missingAndUnreadableFilesAreNamed() throws IOException {
    Path nowhere = folder.resolve("nowhere.yaml");
    assertMessage(
        "no configuration file at %s: expected YAML", nowhere, () -> Config.load(nowhere));
    assertMessage("no configuration file at %s: expected YAML", folder, () -> SMALL.with(folder));
    Path binary = folder.resolve("binary.yaml");
    Files.write(binary, new byte[] {'s', (byte) 0xff, (byte) 0xfe});
    UserException e = assertThrows(UserException.class, () -> SMALL.with(binary));
    assertEquals(0, e.getMessage().indexOf("cannot read " + binary + " as UTF-8"), e.getMessage());
  }

  @Test
  void assignmentsNeedAValue() {
    assertMessage(
        "no value in %s (--set): expected key=value, such as gan.cycleWeight=5",
        "gan.cycleWeight", () -> SMALL.with("gan.cycleWeight"));
    assertMessage(
        "%s is a section, not a key (--set): set one of its keys, such as gan.loss",
        "gan", () -> SMALL.with("gan=1"));
  }

  @Test
  void anUnknownPresetNamesTheNearest() {
    assertMessage("unknown preset %s: did you mean small?", "smal", () -> Config.preset("smal"));
    assertMessage(
        "unknown preset %s: the presets are tiny, demo, small, paper",
        "enormous", () -> Config.preset("enormous"));
  }

  @Test
  void presetsDiffer() {
    assertNotEquals(SMALL, Config.preset("tiny"));
    assertFalse(SMALL.differences(Config.preset("paper")).isEmpty());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  private static void assertMessage(String expected, Object argument, Executable executable) {
    UserException e = assertThrows(UserException.class, executable);
    assertEquals(expected.formatted(argument), e.getMessage());
  }
}
