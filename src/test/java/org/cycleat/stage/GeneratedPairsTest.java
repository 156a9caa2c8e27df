package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedPairsTest {
  @TempDir Path folder;

  private Path image(String name, Color colour) throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(colour);
    g.fillRect(0, 0, 16, 16);
    g.dispose();
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void eachSourceStandsBesideWhatWasMadeOfIt() throws IOException {
    // Five of the first class, of which four are drawn; none of the second; one of the third.
    List<Sample> faces = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Path source = image("source" + i + ".png", new Color(10 * i, 0, 0));
      Path made = image("made" + i + ".png", new Color(0, 0, 10 * i));
      faces.add(new Sample(made, i < 5 ? 0 : 2, "", "", Map.of("source", source.toString())));
    }
    BufferedImage picture = GeneratedPairs.draw(new Manifest(faces, Labels.parse("AN,HA,SU")), 1);
    int cell = 86;
    int pitch = 2 * cell + 10;
    assertEquals(4 * pitch - 10, picture.getWidth());
    assertEquals(2 * (cell + 10) - 10, picture.getHeight());
    for (int column = 0; column < 4; column++) {
      int x = column * pitch;
      assertEquals(0xffff69b4, picture.getRGB(x, 0));
      assertEquals(0xff2e9e4f, picture.getRGB(x + cell, 0));
      int source = picture.getRGB(x + 40, 40) >> 16 & 0xff;
      int made = picture.getRGB(x + cell + 40, 40) & 0xff;
      assertEquals(source, made, "a pair");
    }
    assertEquals(50, picture.getRGB(40, cell + 10 + 40) >> 16 & 0xff);
    assertEquals(0xffffffff, picture.getRGB(pitch + 40, cell + 10 + 40), "one pair only");
  }
}
