package org.cycleat.render.wild;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.cycleat.UserException;
import org.cycleat.dataset.DataSource;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Srgb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class FolderBackgroundsTest {
  @TempDir Path folder;

  private static void write(Path file, int type, int width, int height, int level)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    int[] samples = new int[width * height];
    Arrays.fill(samples, level);
    for (int band = 0; band < image.getRaster().getNumBands(); band++) {
      image.getRaster().setSamples(0, 0, width, height, band, samples);
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  private List<Path> images() {
    return new DataSource(folder, "--backgrounds").images();
  }

  @Test
  void partsOfColouredGreyAndLargeImagesKeepTheirLevels() throws IOException {
    write(folder.resolve("a.png"), BufferedImage.TYPE_INT_RGB, 40, 30, 100);
    write(folder.resolve("deep/er/b.PNG"), BufferedImage.TYPE_BYTE_GRAY, 9, 70, 100);
    write(folder.resolve("c.png"), BufferedImage.TYPE_INT_RGB, 1100, 1300, 100);
    Files.writeString(folder.resolve("notes.txt"), "no image");
    Backgrounds backgrounds = Backgrounds.from(images());
    Random random = new Random(2);
    for (int i = 0; i < 12; i++) {
      Raster drawn = backgrounds.draw(33, 21, random);
      assertEquals(33, drawn.width());
      assertEquals(21, drawn.height());
      float light = Srgb.toLinear(100);
      for (int at = 0; at < drawn.pixels().length; at += 4) {
        assertEquals(light, drawn.pixels()[at + 1], 1e-4f);
        assertEquals(1, drawn.pixels()[at + 3], 1e-4f);
      }
    }
  }

  @Test
  void equalNumbersDrawEqualPartsWhateverIsKept() throws IOException {
    for (int n = 0; n < 20; n++) { // more than are kept
      write(folder.resolve(n + ".png"), BufferedImage.TYPE_INT_RGB, 5 + n, 25 - n, 10 * n);
    }
    Backgrounds used = Backgrounds.from(images());
    Random random = new Random(4);
    for (int i = 0; i < 40; i++) {
      used.draw(16, 16, random);
    }
    for (int seed = 0; seed < 5; seed++) {
      assertArrayEquals(
          Backgrounds.from(images()).draw(16, 17, new Random(seed)).pixels(),
          used.draw(16, 17, new Random(seed)).pixels(),
          0);
    }
  }

  @Test
  void anUnreadableImageIsNamed() throws IOException {
    Path broken = folder.resolve("broken");
    write(broken, BufferedImage.TYPE_INT_RGB, 200, 200, 7);
    Files.write(broken, Arrays.copyOf(Files.readAllBytes(broken), 300));
    Backgrounds backgrounds = Backgrounds.from(images());
    assertMessage(broken.toString(), () -> backgrounds.draw(16, 16, new Random(1)));
  }

  private static void assertMessage(String part, Executable code) {
    String message = assertThrows(UserException.class, code).getMessage();
    assertTrue(message.contains(part), message);
  }
}
