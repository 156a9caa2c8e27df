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
public final class PulseAudio {
  private static final String NAME = "libpulse.so.0";
  private static final boolean IS_THERE = isThere();
  private static final Optional<Path> STAND_IN = IS_THERE ? Optional.empty() : standIn();

  private PulseAudio() {}

  /**
   * Loads the empty one where there is no other. To be called before JavaCV's classes of films are
   * used: they try FFmpeg's devices, once, and go on without.
   */
  public static void load() {
    // What is to be done is in the static initializer, which runs once.
  }

  /** Skips a test that can do with neither. */
  static void require() {
    assumeTrue(IS_THERE || STAND_IN.isPresent(), "neither " + NAME + " nor a C compiler");
  }

  /** The folder of the empty library, where it is used. */
  static Optional<Path> standInFolder() {
    return STAND_IN.map(Path::getParent);
  }

  private static Optional<Path> standIn() {
    try {
      Path library = Files.createTempDirectory("pulse").resolve(NAME);
      library.getParent().toFile().deleteOnExit();
      library.toFile().deleteOnExit();
      if (!compile(library)) {
        return Optional.empty();
      }
      System.load(library.toString());
      return Optional.of(library);
    } catch (IOException noCompiler) {
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
