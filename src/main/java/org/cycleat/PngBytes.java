package org.cycleat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images encoded as PNG. */
public final class PngBytes {
  private PngBytes() {}

  /** The bytes of a file. */
  public static byte[] of(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // in memory: without a stream of its own, each image would pass through a file
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java has no writer for PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a picture", e);
    }
    return bytes.toByteArray();
  }
}
