package org.cycleat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {
  @TempDir Path folder;

  @Test
  void aFolderWithRoomThatMayHoldProgramsServesAndStaysEmpty() throws IOException {
    assumeTrue(Files.getFileStore(folder).getUsableSpace() > 2L << 30);
    Path cache = folder.resolve("new/javacpp");
    assertEquals(Optional.empty(), NativeCache.obstacle(cache));
    try (Stream<Path> files = Files.list(cache)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aPlaceThatCannotBeAFolderIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals(
        Optional.of("cannot be written (%s is in the way, expected a folder)".formatted(file)),
        NativeCache.obstacle(file));
  }

  @Test
  void aFileSystemOfTheKernelIsNone() {
    Path proc = Path.of("/proc/self");
    assumeTrue(Files.isDirectory(proc));
    assertTrue(NativeCache.obstacle(proc).orElseThrow().startsWith("cannot be written ("));
  }

  @Test
  void theErrorIsOneLine() {
    String line =
        NativeCache.failure(new UnsatisfiedLinkError("No jnitensorflow\nin x")).getMessage();
    assertTrue(line.startsWith("native libraries cannot be loaded: "), line);
    assertEquals(1, line.lines().count());
  }

  @Test
  void theCauseIsToldHoweverDeepItIs() {
    Throwable failure =
        new ExceptionInInitializerError(new RuntimeException(new IOException("Bad ELF header")));
    String line = NativeCache.failure(failure).getMessage();
    assertTrue(line.endsWith("bad ELF header") || line.contains("CYCLEAT_CACHE"), line);
    assertEquals("OOM when allocating", UserException.reason(new Exception("OOM when allocating")));
    assertEquals("NullPointerException", UserException.reason(new NullPointerException()));
  }
}
