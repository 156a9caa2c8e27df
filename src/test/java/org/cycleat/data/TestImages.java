package org.cycleat.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;

/** Small image files that the tests make themselves. */
final class TestImages {
  private TestImages() {}

  /** Colour of a pixel as 0xRRGGBB. */
  interface Pattern {
    int rgb(int x, int y);
  }

  static Path write(Path file, int width, int height, int type, Pattern pattern)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, pattern.rgb(x, y));
      }
    }
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
      throw new IOException("no writer for " + file);
    }
    return file;
  }

  static Path rgb(Path file, int width, int height, Pattern pattern) throws IOException {
    return write(file, width, height, BufferedImage.TYPE_INT_RGB, pattern);
  }

  /** A grey level in all three channels, as 0xRRGGBB. */
  static int grey(int level) {
    return level * 0x010101;
  }

  /** Labelled PNG and JPEG files of random-looking pixels, each unlike the others. */
  static Manifest noise(Path folder, int[] labels, int width, int height) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      int salt = i * 7919;
      Path file =
          rgb(
              folder.resolve("image%03d.%s".formatted(i, i % 2 == 0 ? "png" : "jpg")),
              width,
              height,
              (x, y) -> ((x * 31 + y * 17 + salt) * 0x9E3779B1) >>> 8);
      samples.add(new Sample(file, labels[i], "subject" + i, "", Map.of()));
    }
    return new Manifest(samples, Labels.EXPRESSIONS);
  }
}
