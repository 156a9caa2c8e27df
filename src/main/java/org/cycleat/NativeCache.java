package org.cycleat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * The folder in which JavaCPP unpacks native libraries (TensorFlow's, OpenCV's, FFmpeg's), and from
 * which they are loaded.
 */
public final class NativeCache {

  /** The environment variable that chooses the folder above it; the launcher reads it. */
  public static final String VARIABLE = "CYCLEAT_CACHE";

  private static final String REMEDY =
      "; set %s to a folder with 1 GB of room that may hold programs".formatted(VARIABLE);

  private static final long NEEDED_BYTES = 1L << 30;
  private static final int PROBE_BYTES = 1 << 20;

  private NativeCache() {}

  /** Where it is: where JavaCPP was told to, else the first of its own places that can be made. */
  public static Path folder() {
    try {
      return Loader.getCacheDir().toPath();
    } catch (IOException none) {
      return Path.of(System.getProperty("org.bytedeco.javacpp.cachedir", ".javacpp"));
    }
  }

  /** The one line on libraries that cannot be unpacked or loaded: where, why, and what helps. */
  public static UserException failure(Throwable cause) {
    String reason =
        obstacle(folder())
            .map(obstacle -> folder() + " " + obstacle + REMEDY)
            .orElseGet(() -> UserException.reason(innermost(cause)));
    return new UserException("native libraries cannot be loaded: " + reason, cause);
  }

  private static Throwable innermost(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost;
  }

  /** Why libraries cannot be unpacked into a folder and loaded from it, to follow its name. */
  static Optional<String> obstacle(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      Path probe = Files.createTempFile(folder, "probe", ".so");
      try {
        Files.write(probe, new byte[PROBE_BYTES]);
        if (!probe.toFile().setExecutable(true) || !Files.isExecutable(probe)) {
          return Optional.of("is on a file system that runs no programs (noexec)");
        }
      } finally {
        Files.deleteIfExists(probe);
      }
      long free = Files.getFileStore(folder).getUsableSpace();
      return free >= NEEDED_BYTES
          ? Optional.empty()
          : Optional.of("has %d MB free".formatted(free >> 20));
    } catch (IOException e) {
      return Optional.of("cannot be written (%s)".formatted(UserException.reason(e)));
    }
  }
}
