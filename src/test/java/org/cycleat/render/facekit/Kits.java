package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real kit, where it is at hand. */
public final class Kits {
  private static final Path REAL = Path.of("../shared/data/ict-facekit.zip");

  private Kits() {}

  /** Its ZIP file; without it, the test that asks is passed over. */
  public static Path real() {
    assumeTrue(Files.isRegularFile(REAL), "no " + REAL);
    return REAL;
  }
}
