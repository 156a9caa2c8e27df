package org.cycleat.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.cycleat.UserException;
import org.tensorflow.ndarray.Shape;

/** The files that tools/tests/make_weight_fixtures.py made. */
final class PythonFiles {
  private PythonFiles() {}

  /** Puts one of them into a folder. */
  static Path unpack(Path folder, String name) {
    try (InputStream resource = PythonFiles.class.getResourceAsStream("weights.zip");
        ZipInputStream zip = new ZipInputStream(resource)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return Files.write(folder.resolve(name), zip.readAllBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalArgumentException("no file " + name);
  }

  /** Checks an array that counts up from a number. */
  static void assertCounts(WeightFile file, String name, Shape shape, int start) {
    WeightArray array = file.read(name);
    assertEquals(shape, array.shape(), name);
    assertEquals(shape, file.entries().get(name).shape(), name);
    assertEquals(array.type(), file.entries().get(name).type(), name);
    float[] expected = new float[array.size()];
    IntStream.range(0, expected.length).forEach(i -> expected[i] = start + i);
    assertArrayEquals(expected, array.floats(), name);
  }

  /** Opens and reads what is left of a file cut at every length; returns how many could be read. */
  static int readCuts(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Path cut = file.resolveSibling("cut-" + file.getFileName());
    int read = 0;
    for (int length = 0; length < bytes.length; length++) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      read += readAll(cut) ? 1 : 0;
    }
    return read;
  }

  /** Opens and reads a file with one bit or several wrong; returns how many were refused. */
  static int readWithFlips(Path file, int times) throws IOException {
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < times; i++) {
      byte[] bytes = Files.readAllBytes(file);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      // Not the same file again: it may be mapped still.
      Path flipped = file.resolveSibling("flipped-%d-%s".formatted(i, file.getFileName()));
      Files.write(flipped, bytes);
      refused += readAll(flipped) ? 0 : 1;
    }
    return refused;
  }

  private static boolean readAll(Path path) {
    try (WeightFile file = WeightFiles.open(path)) {
      file.entries()
          .forEach(
              (name, entry) -> {
                if (entry.type().isNumeric()) {
                  assertEquals(entry.shape(), file.read(name).shape());
                }
              });
      return true;
    } catch (UserException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      return false;
    }
  }
}
