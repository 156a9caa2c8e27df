package org.cycleat.render.mesh;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Image files for tests. */
final class Pictures {
  private Pictures() {}

  /** Column x and row y are of colour 0x40 * x, 0x40 * y, 0xFF. */
  static BufferedImage image(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0xFF0000FF | (0x40 * x & 0xFF) << 16 | (0x40 * y & 0xFF) << 8);
      }
    }
    return image;
  }

  static byte[] png(int width, int height) {
    return encoded(image(width, height, BufferedImage.TYPE_INT_RGB), "png");
  }

  static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("no writer of " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
