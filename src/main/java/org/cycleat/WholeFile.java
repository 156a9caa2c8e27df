package org.cycleat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files that appear whole or not at all, whenever the program is killed. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes beside the file first, then renames; makes the folder where it is missing. Several
   * threads may write the same file: the last one counts.
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Not createTempFile: that makes files which nobody else may read.
    Path part = folder.resolve("%s.%s.part".formatted(file.getFileName(), UUID.randomUUID()));
    try {
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
