package org.cycleat.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.cycleat.dataset.Entry;
import org.cycleat.dataset.ImageFacts;
import org.cycleat.face.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CropSubjectsTest {
  @TempDir Path folder;

  private final List<Source> sources = new ArrayList<>();
  private final List<Crop> crops = new ArrayList<>();

  /** Ovals that no other seed has. */
  private void add(String name, String subject, Crop.Moment moment, long seed) throws IOException {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    for (int i = 0; i < 40; i++) {
      g.setColor(new Color(random.nextInt(1 << 24)));
      g.fillOval(random.nextInt(60), random.nextInt(60), 20, 14);
    }
    g.dispose();
    ImageIO.write(image, "png", folder.resolve(name).toFile());
    Entry entry = new Entry(Path.of(name), new ImageFacts("", subject, ""));
    sources.add(new Source(entry, Path.of(name), Optional.empty(), List.of()));
    crops.add(new Crop(name, new Box(0, 0, 9, 9), 1, "", moment));
  }

  @Test
  void theSamePhotographHasOneSubjectWhereNobodyIsKnown() throws IOException {
    add("a.png", "", null, 1);
    add("b.png", "", null, 2);
    add("c.png", "", null, 1);
    add("d.png", "Ann", null, 3);
    add("e.png", "", new Crop.Moment("film-0", 5, 0.2), 1);
    add("f.png", "", null, 3);
    assertEquals(
        Map.of(
            "a.png", "film-0",
            "b.png", "",
            "c.png", "film-0",
            "d.png", "Ann",
            "e.png", "film-0",
            "f.png", "Ann"),
        CropSubjects.of(
            folder,
            sources,
            source -> Outcome.of(List.of(crops.get(sources.indexOf(source)))),
            () -> false));
  }
}
