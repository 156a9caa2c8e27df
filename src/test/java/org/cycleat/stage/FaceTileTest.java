package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceTileTest {
  @TempDir Path folder;

  @Test
  void theCentreSquareInItsColours() throws IOException {
    // 30 x 10 pixels: a red square, a green and blue one, a white square.
    BufferedImage image = new BufferedImage(30, 10, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.RED);
    g.fillRect(0, 0, 10, 10);
    g.setColor(Color.GREEN);
    g.fillRect(10, 0, 10, 5);
    g.setColor(Color.BLUE);
    g.fillRect(10, 5, 10, 5);
    g.setColor(Color.WHITE);
    g.fillRect(20, 0, 10, 10);
    g.dispose();
    Path file = folder.resolve("wide.png");
    ImageIO.write(image, "png", file.toFile());
    for (int side : new int[] {4, 40}) {
      try (Mat tile = FaceTile.read(file, side)) {
        BufferedImage read = FaceTile.image(tile);
        assertEquals(side, read.getWidth());
        assertEquals(side, read.getHeight());
        assertEquals(Color.GREEN.getRGB(), read.getRGB(0, 0));
        assertEquals(Color.BLUE.getRGB(), read.getRGB(side - 1, side - 1));
      }
    }
  }
}
