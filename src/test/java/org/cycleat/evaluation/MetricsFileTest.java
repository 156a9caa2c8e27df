package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsFileTest {
  private static final List<String> CODES = List.of("AN", "HA", "NE");
  private static final ConfusionMatrix MATRIX =
      ConfusionMatrix.of(CODES, new long[][] {{1, 2, 1}, {0, 1, 0}, {0, 0, 0}});

  @TempDir Path folder;

  @Test
  void exactlyTheFiveKeys() throws IOException {
    Path file = folder.resolve("report/metrics.json");
    MetricsFile.write(file, MATRIX);
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"classes": ["AN", "HA", "NE"],
                 "perClass": {"AN": 0.25, "HA": 1.0, "NE": null},
                 "average": 0.625,
                 "confusion": [[1, 2, 1], [0, 1, 0], [0, 0, 0]],
                 "count": 5}
                """);
    assertEquals(expected, new ObjectMapper().readTree(Files.readString(file)));
    try (var files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList(), "no part is left over");
    }
  }

  @Test
  void replacesAndReadsBack() throws IOException {
    Path file = folder.resolve("metrics.json");
    MetricsFile.write(file, new ConfusionMatrix(CODES));
    assertTrue(Files.readString(file).contains("\"average\" : null"));
    MetricsFile.write(file, MATRIX);
    ConfusionMatrix read = MetricsFile.read(file);
    assertEquals(CODES, read.codes());
    assertArrayEquals(MATRIX.counts(), read.counts());
  }

  @Test
  void methodsByNameInOrder() throws IOException {
    Path file = folder.resolve("metrics.json");
    var methods = new LinkedHashMap<String, ConfusionMatrix>();
    methods.put("S2T", new ConfusionMatrix(CODES));
    methods.put("CycleAT", MATRIX);
    MetricsFile.write(file, MATRIX, methods);
    JsonNode root = new ObjectMapper().readTree(Files.readString(file));
    assertEquals(5, root.get("methods").get("CycleAT").size());
    assertEquals(0.625, root.get("methods").get("CycleAT").get("average").asDouble());
    assertTrue(root.get("methods").get("S2T").get("average").isNull());
    assertEquals("S2T", root.get("methods").fieldNames().next());
    var read = MetricsFile.readMethods(file);
    assertEquals(List.of("S2T", "CycleAT"), List.copyOf(read.keySet()));
    assertArrayEquals(MATRIX.counts(), read.get("CycleAT").counts());
    MetricsFile.write(file, MATRIX);
    assertEquals(0, MetricsFile.readMethods(file).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "",
        "[]",
        "{\"classes\": [\"AN\"]}",
        "{\"classes\": [\"AN\"], \"confusion\": [[\"x\"]]}",
        "{\"classes\": [\"AN\"], \"confusion\": [null]}",
        "{\"classes\": [\"AN\", \"HA\"], \"confusion\": [[1, 2]]}"
      })
  void refusesOtherFiles(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("metrics.json"), text);
    var problem = assertThrows(UserException.class, () -> MetricsFile.read(file));
    assertTrue(problem.getMessage().contains(file.toString()), problem.getMessage());
    assertFalse(problem.getMessage().contains("\n"));
  }

  @Test
  void missingFileNamesTheNextStep() {
    Path file = folder.resolve("none.json");
    var problem = assertThrows(UserException.class, () -> MetricsFile.read(file));
    assertTrue(problem.getMessage().contains("cycleat evaluate"), problem.getMessage());
  }
}
