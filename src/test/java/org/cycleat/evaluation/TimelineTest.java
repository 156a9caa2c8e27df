package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineTest {
  @TempDir Path folder;

  private BufferedImage drawn(Timeline timeline) throws IOException {
    Path png = folder.resolve("timeline.png");
    timeline.save(png);
    return ImageIO.read(png.toFile());
  }

  @Test
  void eachExpressionHasItsShareOfTheHeight() throws IOException {
    // 0 to 4 s: the first expression 3/4, the second 1/4; nothing is seen from 4 to 8 s.
    float[] seconds = new float[41];
    float[][] shares = new float[41][];
    for (int i = 0; i < 41; i++) {
      seconds[i] = i / 10f;
      shares[i] = new float[] {0.75f, 0.25f};
    }
    BufferedImage image =
        drawn(
            new Timeline(
                List.of("calm", "glad"),
                List.of(new Timeline.Strip("face 1", seconds, shares)),
                8));
    int quarter = 80 + (1176 - 80) / 4; // the middle of the film's first half
    assertEquals(Canvas.series(0), image.getRGB(quarter, 56 + 5) & 0xFFFFFF);
    assertEquals(Canvas.series(0), image.getRGB(quarter, 56 + 80) & 0xFFFFFF);
    assertEquals(Canvas.series(1), image.getRGB(quarter, 56 + 85) & 0xFFFFFF);
    assertEquals(Canvas.series(1), image.getRGB(quarter, 56 + 108) & 0xFFFFFF);
    assertEquals(0xF4F4F4, image.getRGB(quarter + (1176 - 80) / 2, 56 + 50) & 0xFFFFFF);
  }

  @Test
  void aFilmWithoutFacesHasItsAxisOnly() throws IOException {
    BufferedImage image = drawn(new Timeline(List.of("calm"), List.of(), 0));
    assertEquals(1200, image.getWidth());
  }
}
