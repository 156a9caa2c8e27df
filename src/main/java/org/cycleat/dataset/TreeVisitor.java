package org.cycleat.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.cycleat.image.MediaType;

/** Walks through a folder, and sorts what it meets into a tree. */
final class TreeVisitor extends SimpleFileVisitor<Path> {
  /** Endings of MPEG transport streams that a language has, too. */
  private static final List<String> TYPESCRIPT = List.of("ts", "mts");

  private static final List<String> LISTS = List.of("txt", "csv", "lst");
  private static final List<String> TEXTS = List.of("json", "jsonl", "md", "xml", "yaml", "html");

  private final Tree tree;

  TreeVisitor(Tree tree) {
    this.tree = tree;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (folder.equals(tree.root())) {
      return FileVisitResult.CONTINUE;
    }
    if (isIgnored(folder)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    tree.folders().add(tree.root().relativize(folder));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String ending = MediaType.ending(file);
    if (isIgnored(file) || TEXTS.contains(ending)) {
      return FileVisitResult.CONTINUE;
    }
    Path path = tree.root().relativize(file);
    if (attributes.isSymbolicLink()) { // all others are followed
      unreadable(file, "a link to a file that is not there");
    } else if (!attributes.isRegularFile()) {
      tree.others().merge(ending, 1, Integer::sum);
    } else if (LISTS.contains(ending)) {
      tree.lists().add(path);
    } else {
      lookInto(file, path, ending);
    }
    return FileVisitResult.CONTINUE;
  }

  private void lookInto(Path file, Path path, String ending) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(MediaType.LOOKED_AT);
      MediaType type = MediaType.of(start);
      if (type == MediaType.OTHER && !(Tree.isText(start) && TYPESCRIPT.contains(ending))) {
        type = MediaType.named(file.toString());
      }
      switch (type) {
        case IMAGE -> tree.images().add(path);
        case VIDEO -> tree.films().add(path);
        case OTHER -> {
          if (!Tree.isText(start)) {
            tree.others().merge(ending, 1, Integer::sum);
          }
        }
      }
    } catch (IOException e) {
      unreadable(file, "cannot read it: " + Tree.reason(e));
    }
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (file.equals(tree.root())) {
      throw failure;
    }
    if (!(failure instanceof FileSystemLoopException) && !isIgnored(file)) {
      unreadable(file, "cannot list the folder: " + Tree.reason(failure));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
    return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, failure);
  }

  private void unreadable(Path file, String problem) {
    tree.unreadable().add(new Entry(tree.root().relativize(file), ImageFacts.NOTHING, problem));
  }

  /** Hidden files, and the ghost of each file in archives that a Mac has packed. */
  private static boolean isIgnored(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") || name.equals("__MACOSX");
  }
}
