package org.cycleat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A file, or a folder of files, that appears whole or not at all, whenever the program is killed:
 * it is made beside its place under another name, and renamed. What failed, or was stopped, leaves
 * nothing behind, and what stood at its place still does.
 *
 * <p>Several threads may write the same file: the last one counts.
 */
public final class WholeFile implements AutoCloseable {

  /** Characters of a name that its part's name tells; with the rest it fits into 255 bytes. */
  private static final int MOST_CHARACTERS = 55;

  /** Hidden, so that nobody takes it for a result. */
  private static final String PART = ".%s.%.8s.part";

  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  private final Path target;
  private final Path part;

  /** Something that writes a file, or makes a folder, at the path it is given. */
  @FunctionalInterface
  public interface Writer {
    void writeTo(Path part) throws IOException;
  }

  private WholeFile(Path target, Path part) {
    this.target = target;
    this.part = part;
  }

  /** Writes a file, making its folder. */
  public static void write(Path target, byte[] bytes) throws IOException {
    write(target, part -> Files.write(part, bytes));
  }

  /** Writes a file or a folder, making the folder that it is in. */
  public static void write(Path target, Writer writer) throws IOException {
    try (WholeFile whole = begin(target)) {
      writer.writeTo(whole.part);
      whole.finish();
    }
  }

  /** As {@link #write}, and on the disk when this returns: a power cut does not undo it. */
  public static void writeDurably(Path target, Writer writer) throws IOException {
    try (WholeFile whole = begin(target)) {
      writer.writeTo(whole.part);
      moveDurably(whole.part, target);
    }
  }

  /**
   * Begins a file or a folder, which is written at {@link #part} piece by piece.
   *
   * @param target its place; the folder that it is in is made where it is missing
   */
  public static WholeFile begin(Path target) throws IOException {
    Path folder = folder(target);
    if (!Files.isDirectory(folder)) { // createDirectories minds a link to a folder
      Files.createDirectories(folder);
    }
    String name = target.getFileName().toString();
    int kept = Math.min(MOST_CHARACTERS, name.codePointCount(0, name.length()));
    String start = name.substring(0, name.offsetByCodePoints(0, kept));
    Path part = folder.resolve(PART.formatted(start, UUID.randomUUID()));
    UNFINISHED.add(part);
    return new WholeFile(target, part);
  }

  /** Where it is to be written. */
  public Path part() {
    return part;
  }

  /** Puts it at its place, once all is written. A folder replaces an empty one only. */
  public void finish() throws IOException {
    move(part, target);
  }

  /** Deletes what was not {@linkplain #finish finished}. */
  @Override
  public void close() {
    UNFINISHED.remove(part);
    discard(part);
  }

  /** Renames, over a file that may be there. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Brings a file, or a folder of files, to the disk, then renames it. */
  public static void moveDurably(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        sync(file);
      }
    }
    move(from, to);
    sync(folder(to));
  }

  /** Deletes a file, or a folder and what is in it, if it is there. */
  public static void delete(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (NoSuchFileException e) {
      // Nothing to delete.
    }
  }

  /** Deletes what killed processes left unfinished in a folder in which no other one writes. */
  public static void sweep(Path folder) throws IOException {
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(folder, PART.formatted("*", "????????"))) {
      for (Path left : parts) {
        delete(left);
      }
    }
  }

  /** Deletes what this process has not finished; it is about to end. */
  static void discardAll() {
    UNFINISHED.forEach(WholeFile::discard);
  }

  private static void discard(Path part) {
    try {
      delete(part);
    } catch (IOException e) {
      // What led here says more.
    }
  }

  private static Path folder(Path target) {
    return target.toAbsolutePath().getParent();
  }

  private static void sync(Path path) throws IOException {
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
