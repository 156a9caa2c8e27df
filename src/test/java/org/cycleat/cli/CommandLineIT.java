package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, started as users start it. */
@DisabledOnOs(OS.WINDOWS)
class CommandLineIT {
  private static final int ATTEMPTS = 3; // the machine may be busy with other things

  @TempDir Path folder;

  private int launch(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of("cycleat").toAbsolutePath().toString()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("out.txt").toFile())
        .redirectError(folder.resolve("err.txt").toFile())
        .start()
        .waitFor();
  }

  @Test
  void helpAnswersWithinTwoSeconds() throws Exception {
    Duration fastest = Duration.ofDays(1);
    for (int i = 0; i < ATTEMPTS; i++) {
      long start = System.nanoTime();
      assertEquals(0, launch("--help"));
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      fastest = taken.compareTo(fastest) < 0 ? taken : fastest;
    }
    assertTrue(fastest.toMillis() < 2000, "fastest of " + ATTEMPTS + ": " + fastest);
    assertEquals("", Files.readString(folder.resolve("err.txt")));
  }

  @Test
  void aMisspeltKeyIsOneLineAndExitCode2() throws Exception {
    assertEquals(2, launch("config", "--set", "gan.cycleWieght=5"));
    assertEquals(
        "cycleat: unknown key gan.cycleWieght (--set): did you mean gan.cycleWeight?\n",
        Files.readString(folder.resolve("err.txt")));
  }

  @Test
  void aPrintedConfigurationIsTakenBack() throws Exception {
    assertEquals(0, launch("config", "--preset", "tiny", "--set", "seed=3"));
    Path edited = folder.resolve("my.yaml");
    Files.move(folder.resolve("out.txt"), edited);
    assertEquals(0, launch("config", "--config", "my.yaml"));
    assertEquals(Files.readString(edited), Files.readString(folder.resolve("out.txt")));
  }
}
