package org.cycleat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.cycleat.dataset.Tree;
import org.cycleat.image.ImageWriter;
import org.cycleat.video.VideoWriter;

/**
 * Where drawings go: under the image's or video's own name, where that is of a format that can be
 * written, but never over one that was given, nor over the drawing of another one.
 */
final class DrawingNames {
  private final Path folder;
  private final Set<Path> taken = new HashSet<>();

  DrawingNames(Path folder, RecognizeInputs given) {
    this.folder = folder;
    given.images().forEach(file -> taken.add(identity(file)));
    given.films().forEach(file -> taken.add(identity(file)));
  }

  /** Of an image: a path in the folder that nothing given and no earlier drawing has. */
  Path drawingOfImage(Path image) {
    String name = image.getFileName().toString();
    return ImageWriter.canWrite(image)
        ? free(Tree.stem(image), name.substring(name.lastIndexOf('.')))
        : free(name.equals("-") ? "stdin" : name, ".png");
  }

  /** Of a video, likewise. Its content made it one, whatever its name. */
  Path drawingOfVideo(Path video) {
    String name = video.getFileName().toString();
    return free(
        Tree.stem(video),
        VideoWriter.canWrite(video) ? name.substring(name.lastIndexOf('.')) : ".mp4");
  }

  /** Where the timeline of a video goes. */
  Path timelineOf(Path video) {
    return free(Tree.stem(video) + "-timeline", ".png");
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
