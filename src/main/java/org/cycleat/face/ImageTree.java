package org.cycleat.face;

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
import org.cycleat.UserException;

/** Collects the images of a folder; folders inside that cannot be listed do not end it. */
final class ImageTree extends SimpleFileVisitor<Path> {
  private final Path root;
  private final Consumer<UserException> unreadable;
  private final List<Path> images = new ArrayList<>();

  ImageTree(Path root, Consumer<UserException> unreadable) {
    this.root = root;
    this.unreadable = unreadable;
  }

  /** As {@link Photographs#list(Path, Consumer)}. */
  static List<Path> list(Path root, Consumer<UserException> unreadable) {
    ImageTree tree = new ImageTree(root, unreadable);
    try {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, tree);
    } catch (IOException e) {
      throw cannotList(root, e);
    }
    return tree.images.stream().sorted().toList();
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && Photographs.isImageName(file)) {
      images.add(file);
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
        failure instanceof AccessDeniedException ? "you have no permission to" : failure.toString();
    return new UserException("cannot list the images in " + folder + ": " + reason, failure);
  }
}
