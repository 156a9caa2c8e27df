package org.cycleat.render.mesh;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/** The files that a fuzzed model can name: none of them on disk. */
final class FuzzFiles {
  private static final byte[] PICTURE = picture();

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

  private static byte[] picture() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
