package org.cycleat.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {
  @TempDir Path folder;

  @Test
  void countsOnFromTheNewest() throws IOException {
    assertEquals(folder.resolve("none/1"), Versions.next(folder.resolve("none")));
    assertEquals(folder.resolve("1"), Versions.next(folder));
    for (String name : new String[] {"2", "10", "v11", "notes.txt", ".12.part"}) {
      Files.createDirectory(folder.resolve(name));
    }
    assertEquals(folder.resolve("11"), Versions.next(folder));
  }

  @Test
  void aFileIsNoFolderOfVersions() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThrows(UserException.class, () -> Versions.next(file));
  }
}
