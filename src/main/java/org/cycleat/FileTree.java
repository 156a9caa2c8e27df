package org.cycleat;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The files below a folder. A part that cannot be read does not hide the rest. */
public final class FileTree {
  private FileTree() {}

  /**
   * The files at any depth that are wanted, in the order of their paths; links are followed, but
   * not in circles.
   *
   * @param unreadable is told of each folder or link that cannot be followed
   */
  public static List<Path> list(
      Path folder, Predicate<Path> wanted, Consumer<UserException> unreadable) {
    List<Path> files = new ArrayList<>();
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && wanted.test(file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            unreadable.accept(new UserException("cannot read " + file + ": " + reason(e), e));
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      throw new UserException("cannot list " + folder + ": " + reason(e), e);
    }
    files.sort(null);
    return files;
  }

  private static String reason(IOException e) {
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof java.nio.file.FileSystemLoopException) {
      return "the link leads back to a folder above it";
    }
    return e.toString();
  }
}
