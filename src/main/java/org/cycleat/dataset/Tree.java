package org.cycleat.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.image.MediaType;

/**
 * The files below a folder by kind, at any depth, each relative to it and in the order of their
 * paths. What is hidden is ignored, links are followed, and a link to a folder that it is in leads
 * to nothing new.
 *
 * <p>The content tells an image or a film; where it says nothing, a usual ending of one does, so
 * that its reader tells what is wrong. Texts are nobody's loss; of what is left the endings are
 * counted.
 *
 * @param named the list that was given instead of a folder, or nothing
 * @param lists text files that may tell of the images: .txt, .csv and .lst
 * @param folders all below the root
 * @param unreadable folders that cannot be listed and links to nothing
 * @param others how many files of each ending are neither image, film nor text
 */
public record Tree(
    Path root,
    Optional<Path> named,
    List<Path> images,
    List<Path> films,
    List<Path> lists,
    List<Path> folders,
    List<Entry> unreadable,
    Map<String, Integer> others) {

  /** By text, not by the file system's rules, so that the order is the same everywhere. */
  private static final Comparator<Path> BY_NAME = Comparator.comparing(Tree::slashes);

  private static Tree empty(Path root, Optional<Path> named) {
    return new Tree(
        root,
        named,
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new TreeMap<>());
  }

  /**
   * Looks through a folder.
   *
   * @throws UserException when the folder itself cannot be listed
   */
  public static Tree of(Path root) {
    Tree tree = empty(root, Optional.empty());
    try {
      Files.walkFileTree(
          root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new TreeVisitor(tree));
    } catch (IOException e) {
      throw new UserException("cannot list %s: %s".formatted(root, reason(e)), e);
    }
    tree.images.sort(BY_NAME);
    tree.films.sort(BY_NAME);
    tree.lists.sort(BY_NAME);
    tree.folders.sort(BY_NAME);
    tree.unreadable.sort(Comparator.comparing(Entry::path, BY_NAME));
    return tree;
  }

  /** A film or a list by itself; empty for any other file. */
  public static Optional<Tree> ofFile(Path file) {
    Path name = file.getFileName();
    Tree tree = empty(file.toAbsolutePath().normalize().getParent(), Optional.of(name));
    try {
      if (isFilm(file)) {
        tree.films.add(name);
      } else if (MediaType.named(name.toString()) != MediaType.IMAGE
          && MediaType.of(file) == MediaType.OTHER
          && isText(file)) {
        tree.lists.add(name);
      } else {
        return Optional.empty();
      }
      return Optional.of(tree);
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(file, reason(e)), e);
    }
  }

  /** A list by itself, whatever its name. */
  static Tree ofList(Path file) {
    Path name = file.getFileName();
    Tree tree = empty(file.toAbsolutePath().normalize().getParent(), Optional.of(name));
    tree.lists.add(name);
    return tree;
  }

  /**
   * Whether a file is a film: by its content, or by its name where the content cannot be looked at
   * twice or says nothing.
   */
  public static boolean isFilm(Path file) {
    MediaType type = MediaType.OTHER;
    try {
      type = MediaType.of(file);
    } catch (IOException e) {
      // its reader tells why it cannot be read
    }
    return type == MediaType.VIDEO
        || (type == MediaType.OTHER && MediaType.named(file.toString()) == MediaType.VIDEO);
  }

  /** What is neither image, film nor text, in a line; empty where there is nothing. */
  public Optional<String> passedOver() {
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "passed over, since it is neither image nor film: "
                + others.entrySet().stream()
                    .map(
                        of ->
                            of.getKey().isEmpty()
                                ? of.getValue() + " without an ending"
                                : of.getValue() + " ." + of.getKey())
                    .collect(Collectors.joining(", ")));
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
  public static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /** Whether a name ends as those of images usually do. */
  static boolean isImageName(String name) {
    return MediaType.named(name) == MediaType.IMAGE;
  }

  /** A path as it is written in lists, on every system. */
  public static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static boolean isText(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return isText(in.readNBytes(MediaType.LOOKED_AT));
    }
  }

  /** Whether the bytes may begin a text in ASCII, Latin 1, UTF-8, or UTF-16 with its mark. */
  static boolean isText(byte[] start) {
    if (start.length > 1 && (start[0] & 0xFF) + (start[1] & 0xFF) == 0xFF + 0xFE) {
      return true;
    }
    for (byte b : start) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return false;
      }
    }
    return true;
  }

  static String reason(IOException failure) {
    return failure instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(failure.getMessage());
  }
}
