package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandmarksCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int landmarks(String... arguments) {
    List<String> all = new ArrayList<>(List.of("landmarks"));
    all.addAll(List.of(arguments));
    return Main.run(
        Main.COMMANDS, new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
  }

  private void assertMistake(String expected, String... arguments) {
    err.getBuffer().setLength(0);
    assertEquals(2, landmarks(arguments), err.toString());
    String printed = err.toString();
    assertTrue(printed.startsWith("cycleat: ") && printed.contains(expected), printed);
    assertEquals(1, printed.lines().count(), printed);
  }

  @Test
  void mistakesAreNamed() {
    String here = folder.toString();
    assertMistake("no manifest at " + folder.resolve("manifest.csv"), "--data", here);
    assertMistake("--width", "--data", here, "--width", "7");
    assertMistake("--epochs", "--data", here, "--epochs", "0");
    assertMistake("--limit", "--check", here, "--limit", "0");
    assertMistake("found no image at " + here + " (--check)", "--check", here);
    assertMistake("mutually exclusive", "--check", here, "--data", here);
    assertMistake("cannot read the model", "--check", "demo/photos", "--landmark-model", here);
  }

  @Test
  void checksTheModelThatShips() {
    assertEquals(0, landmarks("--check", "demo/photos", "--limit", "3"), err.toString());
    String printed = out.toString();
    assertTrue(printed.contains(" of 3\n"), printed);
    assertTrue(printed.contains("crop by box alone:    median "), printed);
  }
}
