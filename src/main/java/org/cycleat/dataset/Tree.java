package org.cycleat.dataset;

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
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The files below a folder by kind, at any depth, each relative to it and in the order of their
 * paths. What is hidden is ignored, and links are followed.
 *
 * @param lists text files that may tell of the images: .txt and .csv
 * @param unreadable folders that cannot be listed; what is in them is missing here
 */
public record Tree(
    Path root, List<Path> images, List<Path> films, List<Path> lists, List<Entry> unreadable) {

  /** By text, not by the file system's rules, so that the order is the same everywhere. */
  private static final Comparator<Path> BY_NAME = Comparator.comparing(Tree::slashes);

  /**
   * Looks through a folder.
   *
   * @param isImage whether a file's name says that it is an image
   * @param isFilm whether a file's name says that it is a film
   */
  public static Tree of(Path root, Predicate<Path> isImage, Predicate<Path> isFilm) {
    Tree tree =
        new Tree(root, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          tree.new Visitor(isImage, isFilm));
    } catch (IOException e) {
      throw new IllegalStateException("the visitor lets no failure through", e);
    }
    tree.images.sort(BY_NAME);
    tree.films.sort(BY_NAME);
    tree.lists.sort(BY_NAME);
    tree.unreadable.sort(Comparator.comparing(Entry::path, BY_NAME));
    return tree;
  }

  /** A film by itself. */
  public static Tree ofFilm(Path film) {
    return new Tree(
        film.toAbsolutePath().getParent(),
        List.of(),
        List.of(film.getFileName()),
        List.of(),
        List.of());
  }

  /** The first list of that name, in any case and folder. */
  Optional<Path> list(String fileName) {
    return lists.stream()
        .filter(list -> list.getFileName().toString().equalsIgnoreCase(fileName))
        .map(root::resolve)
        .findFirst();
  }

  /** The name of the folder that a file is in, or nothing where it is in the tree's root. */
  static String folderName(Path file) {
    Path parent = file.getParent();
    return parent == null ? "" : parent.getFileName().toString();
  }

  /** A file's name without its extension. */
  static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /** A path as it is written in lists, on every system. */
  public static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Predicate<Path> isImage;
    private final Predicate<Path> isFilm;

    Visitor(Predicate<Path> isImage, Predicate<Path> isFilm) {
      this.isImage = isImage;
      this.isFilm = isFilm;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(root) && isIgnored(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!isIgnored(file)) {
        Path path = root.relativize(file);
        if (isImage.test(file)) { // a link to nowhere, too: it fails when it is read
          images.add(path);
        } else if (isFilm.test(file)) {
          films.add(path);
        } else if (attributes.isRegularFile() && isList(file)) {
          lists.add(path);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      if (!isIgnored(file)) {
        unreadable.add(
            new Entry(
                root.relativize(file),
                ImageFacts.NOTHING,
                "cannot list the folder: " + reason(failure)));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
      return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, failure);
    }

    private boolean isList(Path file) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      return name.endsWith(".txt") || name.endsWith(".csv");
    }

    /** Hidden files, and the ghost of each file in archives that a Mac has packed. */
    private boolean isIgnored(Path file) {
      String name = file.getFileName().toString();
      return name.startsWith(".") || name.equals("__MACOSX");
    }

    private String reason(IOException failure) {
      if (failure instanceof AccessDeniedException) {
        return "permission denied";
      }
      if (failure instanceof FileSystemLoopException) {
        return "it is a link to a folder that it is in";
      }
      return String.valueOf(failure.getMessage());
    }
  }
}
