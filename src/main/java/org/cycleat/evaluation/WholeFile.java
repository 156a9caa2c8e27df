package org.cycleat.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that appear whole or not at all, whenever the program is killed. */
final class WholeFile {
  private WholeFile() {}

  /** Writes beside the file first, then renames; makes the folder where it is missing. */
  static void write(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Not createTempFile: that makes files which nobody else may read.
    Path part = folder.resolve(file.getFileName() + ".part");
    try {
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
