package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  private static final Config TINY = Config.preset("tiny");

  @TempDir Path folder;

  private Path run() {
    return folder.resolve("runs").resolve("first");
  }

  private static String refusal(Runnable call) {
    String message = assertThrows(UserException.class, call::run).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void keepsTheConfigurationItWasMadeWith() {
    assertFalse(Workspace.exists(run()));
    Workspace.create(run(), TINY.with("seed=5"));
    assertTrue(Workspace.exists(run()));
    assertEquals(TINY.with("seed=5"), Workspace.open(run()).config());
  }

  @Test
  void aRunThatHoldsNothingYetTakesAnotherConfiguration() {
    Workspace.create(run(), TINY);
    assertEquals(6, Workspace.create(run(), TINY.with("seed=6")).config().seed());
  }

  @Test
  void aStartedRunRefusesAnotherConfigurationAndNamesTheKeys() throws IOException {
    Workspace workspace = Workspace.create(run(), TINY);
    Files.createDirectories(workspace.folder(Stage.SOURCE));
    Workspace.create(run(), TINY);
    String message = refusal(() -> Workspace.create(run(), TINY.with("gan.cycleWeight=4.5")));
    assertTrue(message.contains("gan.cycleWeight: 10.0 in the run, 4.5 in this command"), message);
    assertTrue(message.contains("--run"), message);
    assertEquals(TINY, workspace.config(), "nothing is lost");
  }

  @Test
  void whatIsNotMarkedIsNotComplete() throws IOException {
    Workspace workspace = Workspace.create(run(), TINY);
    Files.createDirectories(workspace.folder(Stage.TRANSLATION));
    String message = refusal(() -> workspace.require(Stage.TRANSLATION, "generator g_SW"));
    assertTrue(message.contains("generator g_SW"), message);
    assertTrue(message.contains("--stage translation"), message);
    workspace.complete(workspace.folder(Stage.TRANSLATION));
    workspace.require(Stage.TRANSLATION, "generator g_SW");
    assertTrue(workspace.isComplete(workspace.folder(Stage.TRANSLATION)));
    assertFalse(workspace.isComplete(workspace.folder(Stage.TARGET)));
  }

  @Test
  void aFolderThatIsNoRunIsNamed() {
    String message = refusal(() -> Workspace.open(run()));
    assertTrue(message.contains(run().toString()), message);
    assertTrue(message.contains("cycleat train"), message);
  }
}
