package org.cycleat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in a process of its own. */
public final class Program {
  private Program() {}

  /**
   * Starts a command.
   *
   * @param classPath where the program is
   * @param heap as Java takes it, such as 1g
   * @param log gets what it prints
   */
  public static Process start(String classPath, String heap, Path log, List<?> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                classPath,
                "org.cycleat.cli.Main"));
    arguments.forEach(argument -> command.add(argument.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** What it has printed, for a failing test. */
  public static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
