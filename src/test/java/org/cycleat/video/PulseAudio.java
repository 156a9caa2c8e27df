package org.cycleat.video;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * PulseAudio's library, which FFmpeg's devices ask for and servers do not have. No film needs a
 * function of it, so that an empty library of its name serves as well.
 */
final class PulseAudio {
  private static final String NAME = "libpulse.so.0";
  private static final Optional<Path> STAND_IN = standIn();

  private PulseAudio() {}

  /** The folder of an empty library, which is loaded; nothing where the real one is there. */
  static Optional<Path> standInFolder() {
    return STAND_IN.map(Path::getParent);
  }

  private static Optional<Path> standIn() {
    if (isThere()) {
      return Optional.empty();
    }
    try {
      Path library = Files.createTempDirectory("pulse").resolve(NAME);
      library.toFile().deleteOnExit();
      library.getParent().toFile().deleteOnExit();
      assumeTrue(compile(library), "neither PulseAudio's library nor a C compiler");
      System.load(library.toString());
      return Optional.of(library);
    } catch (IOException noCompiler) {
      assumeTrue(false, "neither PulseAudio's library nor a C compiler");
      return Optional.empty();
    }
  }

  private static boolean isThere() {
    try {
      Loader.loadGlobal(NAME);
      return true;
    } catch (UnsatisfiedLinkError missing) {
      return false;
    }
  }

  private static boolean compile(Path library) throws IOException {
    Path versions = Files.createTempFile("pulse", ".map");
    Files.writeString(versions, "PULSE_0 { global: *; };");
    String linker = "-Wl,-soname,%s,--version-script=%s".formatted(NAME, versions);
    Process compiler =
        new ProcessBuilder(
                "cc", "-shared", "-fPIC", linker, "-o", library.toString(), "-xc", "/dev/null")
            .inheritIO()
            .start();
    try {
      return compiler.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.delete(versions);
    }
  }
}
