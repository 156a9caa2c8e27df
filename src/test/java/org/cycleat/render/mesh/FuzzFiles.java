package org.cycleat.render.mesh;

import java.io.ByteArrayInputStream;
import java.util.Optional;

/** The files that a fuzzed model can name: none of them on disk. */
final class FuzzFiles {
  private static final byte[] PICTURE = Pictures.png(3, 2);

  private FuzzFiles() {}

  /** One texture, t.png, and one material file, m.mtl. */
  static Companions with(byte[] materials) {
    return name ->
        switch (name) {
          case "t.png" -> Optional.of(new ByteArrayInputStream(PICTURE));
          case "m.mtl" -> Optional.of(new ByteArrayInputStream(materials));
          default -> Optional.empty();
        };
  }
}
