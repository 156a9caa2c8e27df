package org.cycleat.cli;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.dataset.Entry;
import org.cycleat.dataset.Tree;
import org.cycleat.recognition.Recognizer;

/**
 * What is to be recognised: files, folders, and patterns that no shell has expanded.
 *
 * @param images in the order in which they were given
 * @param films likewise
 * @param problems of what cannot be had, a line each
 * @param notes on what else the folders hold
 */
record RecognizeInputs(
    List<Path> images, List<Path> films, List<String> problems, List<String> notes) {

  /**
   * Looks for the files.
   *
   * @throws UserException when there is none at all
   */
  static RecognizeInputs of(List<String> given) {
    RecognizeInputs inputs =
        new RecognizeInputs(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    given.forEach(inputs::add);
    if (inputs.count() == inputs.problems.size() && !inputs.problems.isEmpty()) {
      throw new UserException(String.join("; ", inputs.problems));
    }
    return inputs;
  }

  int count() {
    return images.size() + films.size() + problems.size();
  }

  private void add(String given) {
    Path path = path(given);
    if (Recognizer.STANDARD_INPUT.equals(path)) {
      images.add(path);
    } else if (path != null && Files.isDirectory(path)) {
      Tree tree = Tree.of(path);
      tree.passedOver().ifPresent(line -> notes.add(path + ": " + line));
      addAll(inside(tree, path, file -> true), "no images or films in " + given);
    } else if (path != null && Files.exists(path)) {
      add(path);
    } else if (given.matches(".*[*?\\[{].*")) {
      addAll(matching(given), "no images or films match " + given);
    } else {
      problems.add("no file at " + given + ": expected an image, a film, a folder or a pattern");
    }
  }

  private static Path path(String given) {
    try {
      return Path.of(given);
    } catch (InvalidPathException e) { // on Windows a pattern is none
      return null;
    }
  }

  private void add(Path file) {
    (Tree.isFilm(file) ? films : images).add(file);
  }

  private void addAll(List<Path> files, String problem) {
    if (files.isEmpty()) {
      problems.add(problem + ": expected images or films, of whatever name");
    }
    files.forEach(this::add);
  }

  private List<Path> inside(Tree tree, Path folder, Predicate<Path> wanted) {
    for (Entry entry : tree.unreadable()) {
      Path path = folder.resolve(entry.path());
      if (wanted.test(path) || Files.isDirectory(path)) {
        problems.add(path + ": " + entry.problem());
      }
    }
    return Stream.concat(tree.images().stream(), tree.films().stream())
        .map(folder::resolve)
        .filter(wanted)
        .toList();
  }

  /** Files of a pattern such as {@code films/*.mp4}, sought from its first fixed folders. */
  private List<Path> matching(String pattern) {
    String fixed = pattern.replaceFirst("[^/]*[*?\\[{].*", "");
    Path root = Path.of(fixed.isEmpty() ? "." : fixed);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    Path prefix = Path.of(fixed);
    return inside(
            Tree.of(root), root, file -> matcher.matches(prefix.resolve(root.relativize(file))))
        .stream()
        .map(file -> prefix.resolve(root.relativize(file)))
        .toList();
  }
}
