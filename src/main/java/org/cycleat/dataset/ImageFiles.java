package org.cycleat.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cycleat.UserException;

/** Which files are images, and what their names say. */
final class ImageFiles {
  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp");

  /** A photograph named like Tony_Blair_0086: a name, an underscore, a running number. */
  private static final Pattern NUMBERED = Pattern.compile("(.+)_\\d+");

  private ImageFiles() {}

  static boolean isImageName(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** All images under a folder, at any depth, by path; what is hidden or no image is ignored. */
  static List<Path> under(Path folder) {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> !isIgnored(folder.relativize(file)))
          .filter(file -> isImageName(file.getFileName().toString()) && Files.isRegularFile(file))
          .sorted(BY_NAME)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UserException("cannot read the folder %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** The folders directly in a folder, by name, without hidden ones. */
  static List<Path> foldersIn(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .filter(entry -> !isIgnored(entry.getFileName()))
          .sorted(BY_NAME)
          .toList();
    } catch (IOException e) {
      throw new UserException("cannot read the folder %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** The person in a photograph, as far as its name tells; else every file is its own subject. */
  static String subject(Path file) {
    String name = file.getFileName().toString();
    String stem = name.substring(0, name.lastIndexOf('.'));
    Matcher numbered = NUMBERED.matcher(stem);
    return numbered.matches() ? numbered.group(1) : stem;
  }

  /** By text, not by the file system's rules, so that the order is the same everywhere. */
  private static final Comparator<Path> BY_NAME =
      Comparator.comparing(path -> path.toString().replace('\\', '/'));

  private static boolean isIgnored(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      // __MACOSX holds a ghost of each file in archives that a Mac has packed
      if (name.startsWith(".") || name.equals("__MACOSX")) {
        return true;
      }
    }
    return false;
  }
}
