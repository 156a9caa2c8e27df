package org.cycleat.experiment;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** Grey pictures of noise, of which no two are alike. */
final class NoiseFaces {
  private static final int SIDE = 48;

  private NoiseFaces() {}

  private static int[] grey(int number) {
    return new Random(number).ints(SIDE * SIDE, 0, 256).toArray();
  }

  /** A picture as FER2013's table has it. */
  static String pixels(int number) {
    return Arrays.stream(grey(number)).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  /** A picture as a file. */
  static Path png(Path file, int number) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, SIDE, SIDE, grey(number));
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Which of the first hundred pictures a file shows. */
  static int number(Path file) {
    try {
      int[] found =
          ImageIO.read(file.toFile()).getRaster().getPixels(0, 0, SIDE, SIDE, (int[]) null);
      for (int number = 0; number < 100; number++) {
        if (Arrays.equals(found, grey(number))) {
          return number;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalArgumentException("another picture: " + file);
  }
}
