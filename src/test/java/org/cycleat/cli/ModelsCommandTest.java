package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FileServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
  private static final Path YUNET = Path.of("../shared/data/models/yunet_n_320_320.onnx");

  @TempDir Path folder;
  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  private int models(Object... arguments) {
    String[] line = new String[1 + arguments.length];
    line[0] = "models";
    for (int i = 0; i < arguments.length; i++) {
      line[i + 1] = arguments[i].toString();
    }
    return Main.run(
        Main.COMMANDS, new PrintWriter(stdout, true), new PrintWriter(stderr, true), line);
  }

  @Test
  void everyModelIsListedWithLicenceAndAddress() {
    assertEquals(0, models());
    String text = stdout.toString();
    FaceModel.Published yunet = FaceModel.YUNET.published().orElseThrow();
    assertTrue(text.contains("yunet: face detector"), text);
    assertTrue(text.contains("landmarks68: 68 landmarks"), text);
    assertTrue(text.contains("Apache-2.0"), text);
    assertTrue(text.contains(yunet.address().toString()), text);
  }

  @Test
  void aNamedFileIsShownWithItsDigest() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.onnx"), "abc");
    assertEquals(0, models("--json", "--face-model", mine));
    JsonNode yunet = new JsonMapper().readTree(stdout.toString().lines().findFirst().orElseThrow());
    assertEquals(mine.toString(), yunet.get("found").asText());
    assertEquals("--face-model", yunet.get("source").asText());
    assertEquals( // FIPS 180-2, appendix B.1
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        yunet.get("sha256").asText());
    assertEquals(false, yunet.get("asPublished").asBoolean());
  }

  @Test
  void whatIsMissingIsFetchedOnceAndAnewWhenDamaged() throws IOException {
    assumeTrue(Files.exists(YUNET));
    byte[] model = Files.readAllBytes(YUNET);
    Path to = folder.resolve("to/models");
    Path target = to.resolve(YUNET.getFileName());
    try (FileServer server = new FileServer(model)) {
      for (int run = 0; run < 3; run++) {
        if (run == 2) {
          Files.write(target, new byte[] {1});
        }
        assertEquals(
            0,
            models("--download", "--to", to, "--from", server.address("/moved/")),
            stderr.toString());
        assertArrayEquals(model, Files.readAllBytes(target));
      }
      assertEquals(2, server.requestCount());
    }
    assertTrue(stdout.toString().contains(target + " (--to)"), stdout.toString());
    assertTrue(stdout.toString().contains("(as published)"), stdout.toString());
  }

  private void assertMistake(String expected, Object... arguments) {
    stderr.getBuffer().setLength(0);
    assertEquals(2, models(arguments));
    assertEquals(1, stderr.toString().lines().count(), stderr.toString());
    assertTrue(stderr.toString().contains(expected), stderr.toString());
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    try (FileServer server = new FileServer(new byte[9])) {
      Object url = server.address("/file");
      assertMistake("expected 317434 bytes, found 9", "--download", "--to", folder, "--from", url);
      server.status(404);
      assertMistake("HTTP status 404", "--download", "--to", folder, "--from", url);
    }
    assertMistake("no address", "--download", "--to", folder, "--from", "file:///etc");
    assertMistake("no address", "--download", "--to", folder, "--from", "not an address");
    assertMistake("--to goes with --download", "--to", folder);
    assertMistake("(--face-model)", "--face-model", folder.resolve("missing.onnx"));
  }
}
