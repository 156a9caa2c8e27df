package org.cycleat.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentFileTest {
  private static final Path OPEN = Path.of("docs/experiments/open.yaml");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"open", "paper", "demo"})
  void theFilesThatShipAreCompleteAndSayWhatEachKeyMeans(String name) throws IOException {
    Path shipped = Path.of("docs/experiments", name + ".yaml");
    ExperimentFile file = ExperimentFile.load(shipped, List.of());
    Path written = Files.writeString(folder.resolve("copy.yaml"), file.toYaml());
    assertEquals(file, ExperimentFile.load(written, List.of()));
    assertEquals(List.of(), file.differences(ExperimentFile.load(written, List.of())));
    List<String> comments =
        file.toYaml()
            .substring(0, file.toYaml().indexOf("\nrun:"))
            .lines()
            .filter(line -> line.contains("#") && !line.contains("# The configuration of the runs"))
            .toList();
    List<String> lines = Files.readAllLines(shipped);
    long there = comments.stream().distinct().filter(lines::contains).count();
    long faceSource = 3; // its keys are explained once
    assertTrue(there >= comments.stream().distinct().count() - 2 * faceSource, name);
  }

  @Test
  void keysOfRunsChangeThePreset() {
    ExperimentFile file =
        ExperimentFile.load(
            OPEN, List.of("preset=tiny", "run.seed=7", "run.source.epochs=3", "web.data=faces/"));
    assertEquals(
        List.of("seed: 1 x, 7 y", "source.epochs: 2 x, 3 y"),
        Config.preset("tiny").differences(file.run()).stream()
            .map(difference -> difference.between("x", "y"))
            .toList());
    assertEquals("faces/", file.settings().web().data());
    ExperimentFile other = ExperimentFile.load(OPEN, List.of("preset=tiny", "web.data=faces/"));
    assertEquals(
        List.of("run.seed", "run.source.epochs"),
        file.differences(other).stream().map(Config.Difference::key).toList());
  }

  @Test
  void networksOfTable2AreThoseThatHaveASize() {
    ExperimentFile file = ExperimentFile.load(OPEN, List.of("table2.vgg19=0", "table2.alexnet=72"));
    assertEquals(
        Map.of(
            Architecture.ALEXNET, 72,
            Architecture.RESNET38, 64,
            Architecture.RESNET50, 64,
            Architecture.RESNET101, 64),
        file.settings().table2().sizes());
  }

  @ParameterizedTest
  @CsvSource({
    "sets.frist.data=x, did you mean sets.first.data?",
    "run.soruce.epochs=1, did you mean source.epochs?",
    "folds.number=1, must be at least 2",
    "table2.alexnet=64, 'must be a multiple of 4, at least 67, or 0'",
    "table8.vgg16=33, 'must be a multiple of 4, at least 32, or 0'",
    "web.dataset=, must name a layout",
    "sets.second.data=, needs the data of both",
    "sets.name=, must not be empty",
    "seededFrom=web, 'must be one of source, translation, target'",
    "preset=huge, unknown preset huge",
    "folds, expected key=value"
  })
  void whatIsWrongIsNamed(String assignment, String said) {
    UserException refusal =
        assertThrows(UserException.class, () -> ExperimentFile.load(OPEN, List.of(assignment)));
    assertTrue(refusal.getMessage().contains(said), refusal.getMessage());
  }

  @Test
  void aKeyThatIsMissingIsNamed() throws IOException {
    String without = Files.readString(OPEN).replace("  number: 5\n", "");
    Path file = Files.writeString(folder.resolve("short.yaml"), without);
    UserException refusal =
        assertThrows(UserException.class, () -> ExperimentFile.load(file, List.of()));
    assertTrue(refusal.getMessage().contains("no value for folds.number"), refusal.getMessage());
  }
}
