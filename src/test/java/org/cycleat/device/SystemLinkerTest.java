package org.cycleat.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemLinkerTest {
  @TempDir Path folder;

  /** A bundle has its gigabytes unpacked; a copy of them would double it. */
  @Test
  void whatLiesInAFolderIsNotCopied() throws IOException {
    Path library = Files.writeString(folder.resolve("lib with space.so"), "bytes");
    assertEquals(library, SystemLinker.file(library.toUri().toURL()));
  }

  @Test
  void whatIsInAnArchiveIsCopiedOut() throws IOException {
    Path jar = folder.resolve("cycleat-test.jar");
    try (var archive = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Files.writeString(archive.getPath("lib.so"), "other bytes");
    }
    Path copy = SystemLinker.file(URI.create("jar:" + jar.toUri() + "!/lib.so").toURL());
    assertEquals("other bytes", Files.readString(copy));
    assertNotEquals(jar.getParent(), copy.getParent());
    Files.delete(copy);
    Files.delete(copy.getParent());
  }
}
