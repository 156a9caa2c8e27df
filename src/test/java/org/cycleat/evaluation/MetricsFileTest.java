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
import java.util.Optional;
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
  void exactlyTheSixKeys() throws IOException {
    Path file = folder.resolve("report/metrics.json");
    MetricsFile.write(file, MATRIX);
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"classes": ["AN", "HA", "NE"],
                 "perClass": {"AN": 0.25, "HA": 1.0, "NE": null},
                 "average": 0.625,
                 "accuracy": 0.4,
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
  void imagesWithoutAFaceAreALastColumn() throws IOException {
    Path file = folder.resolve("metrics.json");
    long[][] counts = {{1, 2, 1, 0}, {0, 1, 0, 3}, {0, 0, 0, 0}};
    MetricsFile.write(file, ConfusionMatrix.of(CODES, counts));
    assertArrayEquals(counts, MetricsFile.read(file).counts());
    assertEquals(3, MetricsFile.read(file).withoutFace());
  }

  @Test
  void methodsByNameInOrderAndTheirComparison() throws IOException {
    Path file = folder.resolve("metrics.json");
    var methods = new LinkedHashMap<String, Results.Scored>();
    var none = new ConfusionMatrix(CODES);
    methods.put("S2T", new Results.Scored(none, Optional.empty()));
    var average = new Estimate(0.625, 0.5, 0.75);
    methods.put("CycleAT", new Results.Scored(MATRIX, Optional.of(average)));
    var difference = new Estimate(0.02, -0.01, 0.05);
    var accuracy = new Estimate(-0.02, -0.04, -0.01);
    var comparison = new Comparison("CycleAT", "S2T", 1, difference, accuracy, 0.125);
    MetricsFile.write(file, new Results(methods, Optional.of(comparison)));
    JsonNode root = new ObjectMapper().readTree(Files.readString(file));
    assertEquals(0.625, root.get("average").asDouble(), "that of the last method");
    assertEquals(7, root.get("methods").get("CycleAT").size());
    assertEquals(0.625, root.get("methods").get("CycleAT").get("average").asDouble());
    assertEquals("[0.5,0.75]", root.get("methods").get("CycleAT").get("interval").toString());
    assertTrue(root.get("methods").get("S2T").get("average").isNull());
    assertEquals("S2T", root.get("methods").fieldNames().next());
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"method": "CycleAT", "baseline": "S2T", "baselines": 1,
                 "average": {"value": 0.02, "low": -0.01, "high": 0.05},
                 "accuracy": {"value": -0.02, "low": -0.04, "high": -0.01},
                 "pValue": 0.125,
                 "sentence": "%s"}
                """
                    .formatted(comparison.sentence())),
        root.get("comparison"));
    Results read = MetricsFile.readResults(file);
    assertEquals(List.of("S2T", "CycleAT"), List.copyOf(read.methods().keySet()));
    assertArrayEquals(MATRIX.counts(), read.methods().get("CycleAT").confusion().counts());
    assertEquals(Optional.of(average), read.methods().get("CycleAT").average());
    assertEquals(Optional.empty(), read.methods().get("S2T").average());
    assertEquals(Optional.of(comparison), read.comparison());
    MetricsFile.write(file, MATRIX);
    assertEquals(0, MetricsFile.readResults(file).methods().size());
    assertEquals(Optional.empty(), MetricsFile.readResults(file).comparison());
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
