package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, before anything begins. */
class ExperimentCommandTest {
  private static final String OPEN = "docs/experiments/open.yaml";

  @TempDir private Path folder;

  private String refused(String... further) {
    List<String> arguments = new ArrayList<>(List.of("experiment"));
    arguments.addAll(List.of(further));
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            List.of(ExperimentCommand.class),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            arguments.toArray(String[]::new));
    assertEquals(2, code, err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
    return err.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "'1,2,1', 1 is there twice",
    "'1,x', 'expected whole numbers such as 1,2,3, found ''x'''",
    "'', 'expected whole numbers such as 1,2,3, found '''''"
  })
  void seedsAreDifferentNumbers(String seeds, String said) {
    Path out = folder.resolve("out");
    String line = refused("table5", "--config", OPEN, "--out", out.toString(), "--seeds", seeds);
    assertTrue(line.contains(said), line);
    assertFalse(Files.exists(out));
  }

  @ParameterizedTest
  @CsvSource({
    "table4, '', unknown table table4: expected table2",
    "table2, source.data=, table2 needs faces at source.data",
    "table5, web.data=, table5 needs faces at web.data",
    "table6, folds.faces.data=, table6 needs faces at folds.faces.data",
    "table5, source.data=nowhere, nothing at nowhere (source.data)",
    "ablation, web.data=, ablation needs faces at web.data",
    "ablation, sets.first.data=, 'needs the data of both first and second'",
    "ablation, 'run.target.epochs=0,run.target.generatedEpochs=1', 'S2T_fine-tune has no generated"
        + " faces'",
    "figure4, run.selection.untranslated=true, figure4 shows generated faces",
    "table8, table8.alexnetWeights=none.ckpt, target.weights: ",
    "figure5, run.log.sampleEverySteps=0, figure5 needs grids"
  })
  void whatATableNeedsIsThere(String table, String setting, String said) {
    Path out = folder.resolve("out");
    List<String> arguments =
        new ArrayList<>(List.of(table, "--config", OPEN, "--out", out.toString()));
    if (!setting.isEmpty()) {
      for (String each : setting.split(",", -1)) {
        arguments.addAll(List.of("--set", each));
      }
    }
    String line = refused(arguments.toArray(String[]::new));
    assertTrue(line.contains(said), line);
    assertFalse(Files.exists(out));
  }

  /** Tables of pixels are read by then, and their images written. */
  @Test
  void whatIsRefusedAfterDataWereReadLeavesNoFolder() throws IOException {
    List<String> rows = new ArrayList<>(List.of("emotion,pixels,Usage"));
    for (int i = 0; i < 42; i++) { // three of each class in each part
      rows.add("%d,%d 0 %d 255,%s".formatted(i % 7, i, i, i < 21 ? "Training" : "PublicTest"));
    }
    Path table = Files.write(folder.resolve("fer2013.csv"), rows);
    List<String> arguments =
        new ArrayList<>(
            List.of("table6", "--config", OPEN, "--out", folder.resolve("new/out").toString()));
    for (String key : List.of("source", "web", "sets.first", "sets.second", "folds.faces")) {
      arguments.addAll(List.of("--set", key + ".data=" + table));
    }
    arguments.addAll(List.of("--set", "sets.perClass=3", "--set", "folds.perClass=4"));
    String line = refused(arguments.toArray(String[]::new));
    assertTrue(line.contains("only 3 faces of AN can be drawn from " + table), line);
    assertTrue(line.contains("expected 4 (folds.perClass)"), line);
    try (var left = Files.list(folder)) {
      assertEquals(List.of(table), left.toList());
    }
  }

  @Test
  void parallelIsANumberFromOne() {
    String line = refused("table5", "--config", OPEN, "--parallel", "0");
    assertTrue(line.contains("--parallel 0: expected 1 or more"), line);
  }

  @Test
  void aFolderOfAnotherConfigurationIsLeftAlone() throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    String other = Files.readString(Path.of(OPEN)).replace("number: 5", "number: 3");
    Path kept = Files.writeString(out.resolve("experiment.yaml"), other);
    String line = refused("table5", "--config", OPEN, "--out", out.toString());
    assertTrue(line.contains("folds.number: 3 there, 5 here"), line);
    assertEquals(other, Files.readString(kept));
    try (var files = Files.list(out)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aFolderOfOtherThingsIsLeftAlone() throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(out.resolve("config.yaml"), "a run's");
    String line = refused("table5", "--config", OPEN, "--out", out.toString());
    assertTrue(line.contains("holds other files"), line);
  }
}
