package org.cycleat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.cycleat.dataset.Tree;
import org.cycleat.face.Photographs;

/**
 * Where drawings go: under the photograph's or film's own name, but never over one that was given,
 * nor over the drawing of another one.
 */
final class DrawingNames {
  /** What MP4 and its relatives are called: these keep their extension, other films become .mp4. */
  private static final Set<String> FILMS = Set.of("mp4", "mov", "m4v", "mkv");

  private final Path folder;
  private final Set<Path> taken = new HashSet<>();

  DrawingNames(Path folder, RecognizeInputs given) {
    this.folder = folder;
    given.images().forEach(file -> taken.add(identity(file)));
    given.films().forEach(file -> taken.add(identity(file)));
  }

  /** A path in the folder that nothing given and no earlier drawing has. */
  Path drawingOf(Path given) {
    String name = given.getFileName().toString();
    int dot = name.lastIndexOf('.');
    if (Photographs.isImageName(given) || FILMS.contains(Photographs.extension(given))) {
      return free(name.substring(0, dot), name.substring(dot));
    }
    return Tree.isFilm(given)
        ? free(Tree.stem(given), ".mp4")
        : free(name.equals("-") ? "stdin" : name, ".png"); // an image, though its name says nothing
  }

  /** Where the timeline of a film goes. */
  Path timelineOf(Path film) {
    String name = film.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return free((dot > 0 ? name.substring(0, dot) : name) + "-timeline", ".png");
  }

  private Path free(String name, String extension) {
    Path target = folder.resolve(name + extension);
    for (int i = 1; !taken.add(identity(target)); i++) {
      String suffix = i == 1 ? "-recognized" : "-recognized-" + i;
      target = folder.resolve(name + suffix + extension);
    }
    return target;
  }

  /** The file itself: links to it, and other spellings of its path, are the same. */
  private static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) { // not there yet
      return path.toAbsolutePath().normalize();
    }
  }
}
