package org.cycleat.twins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinsTest {
  private static final int SIDE = 96;

  @TempDir Path folder;

  /** Sixty ovals of any grey, no two pictures alike. */
  private static BufferedImage picture(long seed) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = image.createGraphics();
    for (int i = 0; i < 60; i++) {
      int grey = 30 + random.nextInt(160);
      g.setColor(new Color(grey, grey, grey));
      int width = 6 + random.nextInt(30);
      int height = 6 + random.nextInt(30);
      g.fillOval(random.nextInt(SIDE) - 10, random.nextInt(SIDE) - 10, width, height);
    }
    g.dispose();
    return image;
  }

  /** A part of a picture, enlarged or reduced; a negative width mirrors it. */
  private static BufferedImage part(BufferedImage of, int x, int y, int width, int height, int to) {
    BufferedImage image = new BufferedImage(to, to, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(of, 0, 0, to, to, x, y, x + width, y + height, null);
    g.dispose();
    return image;
  }

  private static BufferedImage turned(BufferedImage of, double degrees) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.rotate(Math.toRadians(degrees), SIDE / 2.0, SIDE / 2.0);
    g.drawImage(of, 0, 0, null);
    g.dispose();
    return image;
  }

  private static BufferedImage brighter(BufferedImage of) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int grey = of.getRaster().getSample(x, y, 0);
        image.getRaster().setSample(x, y, 0, 60 + grey * 2 / 3);
      }
    }
    return image;
  }

  private Path write(String name, BufferedImage image) throws IOException {
    Path file = folder.resolve(name);
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    return file;
  }

  @Test
  void aPhotographIsFoundInAnotherSizeCropBrightnessMirroredAndALittleTurned() throws IOException {
    BufferedImage original = picture(1);
    List<Path> trained = new ArrayList<>();
    for (int i = 2; i < 40; i++) {
      trained.add(write("other%d.png".formatted(i), picture(i)));
    }
    trained.add(20, write("original.png", original));
    List<Path> tests =
        List.of(
            write("same.png", original),
            write("as.jpg", original),
            write("larger.png", part(original, 0, 0, SIDE, SIDE, 250)),
            write("smaller.png", part(original, 0, 0, SIDE, SIDE, 48)),
            write("cropped.png", part(original, 2, 9, 84, 80, 70)),
            write("wider.png", part(original, -8, -5, 112, 110, 90)),
            write("bright.png", brighter(original)),
            write("mirrored.png", part(original, SIDE, 0, -SIDE, SIDE, SIDE)),
            write("turned.png", turned(original, 4)),
            write("all.jpg", part(brighter(original), 90, 4, -80, 84, 64)),
            write("unlike.png", picture(50)));
    List<Twin> twins = Twins.between(tests, trained);
    assertEquals(
        List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
        twins.stream().map(Twin::first).distinct().toList(),
        twins::toString);
    assertTrue(twins.stream().allMatch(twin -> twin.second() == 20), twins::toString);
    assertEquals(1, twins.get(0).likeness(), 1e-4);
  }

  @Test
  void aPictureOfOneGreyOrWithoutAFileIsLikeNoOther() throws IOException {
    BufferedImage blank = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    List<Path> files =
        List.of(
            write("black.png", blank),
            write("grey.png", brighter(blank)),
            folder.resolve("gone.png"),
            Files.write(folder.resolve("broken.png"), new byte[] {1, 2, 3}));
    assertEquals(List.of(), Twins.between(files, files));
  }

  @Test
  void twinsWithoutASubjectGetACommonOne() throws IOException {
    BufferedImage first = picture(1);
    BufferedImage second = picture(2);
    BufferedImage third = picture(3);
    Manifest manifest =
        new Manifest(
            List.of(
                sample("a.png", first, ""),
                sample("b.png", second, "Ann"),
                sample("c.png", brighter(first), ""),
                sample("d.png", picture(4), ""),
                sample("e.png", part(second, 4, 4, 88, 88, 60), ""),
                sample("f.png", third, "Bob"),
                sample("g.png", third, "Cem")),
            Labels.EXPRESSIONS);
    assertEquals(
        List.of("twins of a.png", "Ann", "twins of a.png", "", "Ann", "Bob", "Cem"),
        Twins.together(manifest).samples().stream().map(Sample::subject).toList());
  }

  @Test
  void whereEverySubjectIsKnownNothingIsRead() {
    Manifest manifest =
        new Manifest(
            List.of(new Sample(folder.resolve("gone.png"), 0, "Ann", "", Map.of())),
            Labels.EXPRESSIONS);
    assertEquals(manifest, Twins.together(manifest));
  }

  private Sample sample(String name, BufferedImage image, String subject) throws IOException {
    return new Sample(write(name, image), 0, subject, "", Map.of());
  }
}
