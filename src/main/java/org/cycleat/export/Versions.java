package org.cycleat.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cycleat.UserException;

/** The versions of a model: folders named by a number, of which Serving takes the largest. */
public final class Versions {
  private Versions() {}

  /**
   * The folder of the version after the newest; 1 where there is none.
   *
   * @throws UserException where the folder cannot be read
   */
  public static Path next(Path model) {
    if (!Files.exists(model)) {
      return model.resolve("1");
    }
    try (Stream<Path> entries = Files.list(model)) {
      long newest =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> name.matches("\\d{1,18}"))
              .mapToLong(Long::parseLong)
              .max()
              .orElse(0);
      return model.resolve(Long.toString(newest + 1));
    } catch (IOException e) {
      throw new UserException("cannot list the versions in %s: %s".formatted(model, e), e);
    }
  }
}
