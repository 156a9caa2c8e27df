package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
  @TempDir Path folder;
  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  private int models(Object... arguments) {
    List<String> line = new ArrayList<>(List.of("models"));
    for (Object argument : arguments) {
      line.add(argument.toString());
    }
    return Main.run(
        Main.COMMANDS,
        new PrintWriter(stdout, true),
        new PrintWriter(stderr, true),
        line.toArray(String[]::new));
  }

  private String row(String start) {
    return stdout.toString().lines().filter(line -> line.startsWith(start)).findFirst().get();
  }

  @Test
  void whatShipsIsListed() {
    assertEquals(0, models());
    assertEquals(
        "* yunet        face detector            0.3 MB  Apache-2.0  81dbde155e98 "
            + " https://github.com/ShiqiYu/libfacedetection.train (ships)",
        row("* yunet"));
    assertTrue(row("* landmarks68").contains("1.6 MB"), stdout.toString());
    assertEquals(1, stdout.toString().lines().filter(line -> line.contains("recognizer")).count());
  }

  @Test
  void whatWasAddedStandsBeforeWhatShips() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.onnx"), "abc");
    assertEquals(0, models("--json", "--face-model", mine));
    List<String> lines = stdout.toString().lines().toList();
    JsonNode yunet = new JsonMapper().readTree(lines.get(0));
    assertEquals("yunet", yunet.get("name").asText());
    assertEquals(3, yunet.get("bytes").asInt());
    assertTrue(yunet.get("licence").isNull());
    assertEquals(mine.toString(), yunet.get("from").asText());
    assertEquals("--face-model", yunet.get("source").asText());
    assertEquals( // FIPS 180-2, appendix B.1
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        yunet.get("sha256").asText());
    assertTrue(yunet.get("used").asBoolean());
    JsonNode shipped = new JsonMapper().readTree(lines.get(1));
    assertEquals("yunet", shipped.get("name").asText());
    assertEquals("ships", shipped.get("source").asText());
    assertEquals("Apache-2.0", shipped.get("licence").asText());
    assertTrue(!shipped.get("used").asBoolean());
  }

  @Test
  void aMissingFileIsOneLine() {
    assertEquals(2, models("--face-model", folder.resolve("missing.onnx")));
    assertEquals(1, stderr.toString().lines().count(), stderr.toString());
    assertTrue(stderr.toString().contains("(--face-model)"), stderr.toString());
  }
}
