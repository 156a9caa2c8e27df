package org.cycleat.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cycleat.WholeFile;
import org.cycleat.weights.CheckpointIndex;

/**
 * A checkpoint's prefix that TensorFlow takes literally. Its restore operation looks for files that
 * match the prefix as a pattern, so it never finds one below a folder such as {@code run [1]}; such
 * a checkpoint is read through links.
 */
final class PlainPrefix implements AutoCloseable {
  private final Path prefix;
  private final boolean linked;

  PlainPrefix(Path original) throws IOException {
    linked =
        original.toString().matches(".*[*?\\[\\\\].*")
            && original.getFileSystem().getSeparator().equals("/");
    if (!linked) {
      prefix = original;
      return;
    }
    prefix = Files.createTempDirectory("checkpoint").resolve("link");
    Path folder = original.toAbsolutePath().getParent();
    String start = original.getFileName() + ".";
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith(start)).toList()) {
        String suffix = file.getFileName().toString().substring(start.length() - 1);
        Files.createSymbolicLink(CheckpointIndex.suffixed(prefix, suffix), file);
      }
    }
  }

  @Override
  public String toString() {
    return prefix.toString();
  }

  @Override
  public void close() throws IOException {
    if (linked) {
      WholeFile.delete(prefix.getParent());
    }
  }
}
