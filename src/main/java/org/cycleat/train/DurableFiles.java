package org.cycleat.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Writes that are whole or not there, also after a kill or a power cut. */
final class DurableFiles {

  private DurableFiles() {}

  /** Something that writes a file at the path it is given. */
  @FunctionalInterface
  interface Writer {
    void writeTo(Path file) throws IOException;
  }

  /** Writes beside {@code target}, then renames over it. */
  static void replace(Path target, Writer writer) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path beside = folder.resolve("." + target.getFileName() + ".part");
    try {
      writer.writeTo(beside);
      move(beside, target);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Brings a file or a folder of files to the disk, then renames it. */
  static void move(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        sync(file);
      }
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(to.toAbsolutePath().getParent());
  }

  /** Deletes a folder and what is in it, if it is there. */
  static void deleteFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (NoSuchFileException e) {
      // Nothing to delete.
    }
  }

  static void sync(Path path) throws IOException {
    boolean isFolder = Files.isDirectory(path);
    if (isFolder && System.getProperty("os.name").startsWith("Windows")) {
      return; // Windows opens no folder; its journal keeps renames in order
    }
    try (FileChannel channel =
        FileChannel.open(path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
