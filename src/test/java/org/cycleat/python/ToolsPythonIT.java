package org.cycleat.python;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Python tools' own tests, and the format of all Python in this project. */
class ToolsPythonIT {

  @Test
  void passTheirTests() throws Exception {
    PythonEnvironment.get().run(List.of("-m", "pytest", "-p", "no:cacheprovider"));
  }

  @Test
  void areFormatted() throws Exception {
    String scripts = Path.of("src", "test", "python").toAbsolutePath().toString();
    PythonEnvironment python = PythonEnvironment.get();
    python.run(List.of("-m", "ruff", "check", "--no-cache", ".", scripts));
    python.run(List.of("-m", "ruff", "format", "--check", "--no-cache", ".", scripts));
  }
}
