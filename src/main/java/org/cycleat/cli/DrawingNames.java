package org.cycleat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cycleat.face.Photographs;

/**
 * Where drawings go: under the photograph's own name, but never over a photograph that was given,
 * nor over the drawing of another one.
 */
final class DrawingNames {
  private final Path folder;
  private final Set<Path> taken = new HashSet<>();

  DrawingNames(Path folder, List<Path> photographs) {
    this.folder = folder;
    photographs.forEach(photograph -> taken.add(identity(photograph)));
  }

  /** A path in the folder that no photograph and no earlier drawing has. */
  Path drawingOf(Path photograph) {
    String name = photograph.getFileName().toString();
    String extension = ".png"; // for what is an image although its name does not say so
    if (Photographs.isImageName(photograph)) {
      extension = name.substring(name.lastIndexOf('.'));
      name = name.substring(0, name.lastIndexOf('.'));
    }
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
