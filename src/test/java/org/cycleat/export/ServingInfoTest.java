package org.cycleat.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.evaluation.Voting;
import org.cycleat.face.Alignment;
import org.cycleat.face.Framing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingInfoTest {
  private static final List<ServingInfo.Label> LABELS =
      List.of(new ServingInfo.Label("AN", "anger"), new ServingInfo.Label("HA", "happiness"));

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    ServingInfo info = new ServingInfo(LABELS, 64, new Framing(0.41, 0.37, Alignment.TEMPLATE));
    info.write(folder);
    assertEquals(info, ServingInfo.read(folder));
    String json = Files.readString(ServingInfo.fileIn(folder));
    assertTrue(json.contains("\"alignment\" : \"template\""), json);
  }

  private void write(String json) throws IOException {
    Files.createDirectories(folder.resolve("assets.extra"));
    Files.writeString(folder.resolve("assets.extra/cycleat.json"), json);
  }

  /** Older files tell no alignment, it was by the eyes, and no voting: there was none. */
  @Test
  void theFormatIsAsDocumented() throws IOException {
    write(
        """
        {"labels":[{"code":"AN","name":"anger"},{"code":"HA","name":"happiness"}],
         "imageSize":64,"framing":{"eyeLine":0.4,"eyeDistance":0.3},"later":"ignored"}
        """);
    assertEquals(new ServingInfo(LABELS, 64, new Framing(0.4, 0.3)), ServingInfo.read(folder));
    assertEquals(Voting.NONE, ServingInfo.read(folder).voting());
  }

  private void assertRefused(String json, String reason) throws IOException {
    write(json);
    UserException e = assertThrows(UserException.class, () -> ServingInfo.read(folder));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertTrue(e.getMessage().contains("cycleat.json"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  @Test
  void incompleteDescriptionsAreRefused() throws IOException {
    UserException e = assertThrows(UserException.class, () -> ServingInfo.read(folder));
    assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
    String framing = "\"framing\":{\"eyeLine\":0.4,\"eyeDistance\":0.3}";
    String label = "{\"code\":\"AN\",\"name\":\"anger\"}";
    assertRefused("no json", "export the model again");
    assertRefused("null", "export the model again");
    assertRefused("{\"labels\":[" + label + "]," + framing + "}", "imageSize");
    assertRefused("{\"labels\":[],\"imageSize\":64," + framing + "}", "labels must not be empty");
    assertRefused(
        "{\"labels\":[" + label + "," + label + "],\"imageSize\":64," + framing + "}", "twice");
    assertRefused("{\"labels\":[" + label + "],\"imageSize\":7," + framing + "}", "got 7");
    assertRefused("{\"labels\":[" + label + "],\"imageSize\":64}", "framing");
    assertRefused(
        "{\"labels\":[" + label + "],\"imageSize\":64,\"framing\":{\"eyeLine\":0.4}}",
        "eyeDistance");
    assertRefused(
        "{\"labels\":[" + label + "],\"imageSize\":64," + framing + ",\"voting\":\"tencrop\"}",
        "voting must be none or flip, got tencrop");
    assertRefused(
        "{\"labels\":[{\"code\":\"AN\",\"name\":\"\"}],\"imageSize\":64," + framing + "}",
        "a code and a name");
    assertRefused(
        "{\"labels\":["
            + label
            + "],\"imageSize\":64,\"framing\":{\"eyeLine\":0.4,"
            + "\"eyeDistance\":0.3,\"alignment\":\"nose\"}}",
        "from String \"nose\"");
  }
}
