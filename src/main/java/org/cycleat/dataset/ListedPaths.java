package org.cycleat.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds files by paths as lists have them: with slashes of either kind, and in any case where the
 * file system has one file of that name.
 */
final class ListedPaths {
  private final Path folder;
  private final Map<Path, Map<String, List<Path>>> listings = new HashMap<>();

  /**
   * @param folder that relative paths begin in
   */
  ListedPaths(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** The absolute path of the file, as the file system writes it; empty where there is none. */
  Optional<Path> find(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    return file(text).or(() -> file(text.replace('\\', '/'))).or(() -> inAnyCase(text));
  }

  private Optional<Path> file(String text) {
    try {
      return Optional.of(folder.resolve(text).normalize()).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<Path> inAnyCase(String text) {
    Path wanted;
    try {
      wanted = folder.resolve(text.replace('\\', '/')).normalize();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    Path found = wanted.getRoot();
    for (Path part : wanted) {
      Path exact = found.resolve(part);
      if (Files.exists(exact)) {
        found = exact;
        continue;
      }
      List<Path> alike =
          listings
              .computeIfAbsent(found, ListedPaths::listing)
              .getOrDefault(Label.folded(part.toString()), List.of());
      if (alike.size() != 1) {
        return Optional.empty();
      }
      found = alike.get(0);
    }
    return Optional.of(found).filter(Files::isRegularFile);
  }

  /** What is in a folder, by names in small letters. */
  private static Map<String, List<Path>> listing(Path folder) {
    Map<String, List<Path>> byName = new HashMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries.forEach(
          entry ->
              byName.merge(
                  Label.folded(entry.getFileName().toString()),
                  List.of(entry),
                  (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
    } catch (IOException e) {
      return Map.of(); // nothing can be found in it
    }
    return byName;
  }
}
