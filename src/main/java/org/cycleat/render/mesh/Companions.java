package org.cycleat.render.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The files beside a model file, which it names: materials and textures. */
@FunctionalInterface
public interface Companions {
  /**
   * Opens one; the caller closes it.
   *
   * @param name relative to the model file's folder, with forward slashes, never outside of it
   * @return empty where there is no such file
   */
  Optional<InputStream> open(String name) throws IOException;

  /** The files in the folder of a model file. */
  static Companions beside(Path model) {
    Path folder = model.toAbsolutePath().getParent();
    return name -> {
      Path companion;
      try {
        companion = folder.resolve(name);
      } catch (InvalidPathException e) {
        return Optional.empty(); // a name that this system cannot have
      }
      return Files.isRegularFile(companion)
          ? Optional.of(Files.newInputStream(companion))
          : Optional.empty();
    };
  }

  /** For a model file that stands alone. */
  static Companions none() {
    return name -> Optional.empty();
  }
}
