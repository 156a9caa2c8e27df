package org.cycleat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
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

/** Collects the files of a folder; folders inside that cannot be listed do not end it. */
public final class FileTree extends SimpleFileVisitor<Path> {
  private final Path root;
  private final Predicate<Path> wanted;
  private final Consumer<UserException> unreadable;
  private final List<Path> files = new ArrayList<>();

  FileTree(Path root, Predicate<Path> wanted, Consumer<UserException> unreadable) {
    this.root = root;
    this.wanted = wanted;
    this.unreadable = unreadable;
  }

  /**
   * The files below a folder that are wanted, at any depth, in the order of their paths. Links are
   * followed, but not in circles.
   *
   * @param unreadable is told of each folder inside that cannot be listed, and is passed over
   * @throws UserException when the folder itself cannot be listed
   */
  public static List<Path> list(
      Path root, Predicate<Path> wanted, Consumer<UserException> unreadable) {
    FileTree tree = new FileTree(root, wanted, unreadable);
    try {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, tree);
    } catch (IOException e) {
      throw cannotList(root, e);
    }
    return tree.files.stream().sorted().toList();
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && wanted.test(file)) {
      files.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    return passOver(file, failure);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
    return failure == null ? FileVisitResult.CONTINUE : passOver(folder, failure);
  }

  private FileVisitResult passOver(Path folder, IOException failure) throws IOException {
    if (folder.equals(root)) {
      throw failure;
    }
    if (!(failure instanceof FileSystemLoopException)) { // what a circle leads to is listed already
      unreadable.accept(cannotList(folder, failure));
    }
    return FileVisitResult.CONTINUE;
  }

  private static UserException cannotList(Path folder, IOException failure) {
    String reason =
        failure instanceof AccessDeniedException ? "permission denied" : failure.toString();
    return new UserException("cannot list " + folder + ": " + reason, failure);
  }
}
