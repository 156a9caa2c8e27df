package org.cycleat.bench;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Drawn faces, grey as press photographs, for where there are no real ones. */
public final class SampleFaces {
  private SampleFaces() {}

  /**
   * Writes JPEGs into a new temporary folder.
   *
   * @param side in pixels
   */
  public static Path jpegs(int count, int side) {
    try {
      Path folder = Files.createTempDirectory("faces");
      Random random = new Random(1);
      for (int i = 0; i < count; i++) {
        Path file = folder.resolve("face%04d.jpg".formatted(i));
        ImageIO.write(face(side, random), "jpg", file.toFile());
        file.toFile().deleteOnExit();
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage face(int side, Random random) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = image.createGraphics();
    float radius = side * (0.3f + 0.1f * random.nextFloat());
    int skin = 120 + random.nextInt(100);
    g.setPaint(
        new RadialGradientPaint(
            side / 2f,
            side / 2f,
            radius,
            new float[] {0, 1},
            new Color[] {new Color(skin, skin, skin), new Color(40, 40, 40)}));
    g.fillRect(0, 0, side, side);
    g.dispose();
    for (int i = 0; i < side * side; i++) {
      int grain = image.getRaster().getSample(i % side, i / side, 0) + random.nextInt(17) - 8;
      image.getRaster().setSample(i % side, i / side, 0, Math.max(0, Math.min(255, grain)));
    }
    return image;
  }
}
