package org.cycleat.video;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged films are read as far as they go, or refused; the process goes on. */
class HostileFilmsTest {
  private static final int FILMS = 400;

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void whateverBytesAreChanged() throws IOException {
    byte[] whole =
        Files.readAllBytes(
            TestFilms.write(folder.resolve("whole.mp4"), 64, 48, TestFilms.steady(12, 25)));
    Path film = folder.resolve("changed.mp4");
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < FILMS; i++) {
      Files.write(film, changed(whole, random));
      refused += isRefused(film) ? 1 : 0;
    }
    assertTrue(refused > 0 && refused < FILMS, refused + " of " + FILMS + " refused");
  }

  private static byte[] changed(byte[] whole, Random random) {
    byte[] bytes =
        Arrays.copyOf(
            whole, random.nextInt(6) == 0 ? 1 + random.nextInt(whole.length) : whole.length);
    for (int changes = 1 + random.nextInt(10); changes > 0; changes--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static boolean isRefused(Path film) {
    try (VideoReader reader = VideoReader.open(film)) {
      for (Optional<VideoFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
        next.get().close();
      }
      return false;
    } catch (UserException e) {
      return true;
    }
  }
}
