package org.cycleat.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
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
    return model.resolve(Long.toString(newest(model).orElse(0) + 1));
  }

  /**
   * The number of the newest; nothing where there is none.
   *
   * @throws UserException where the folder cannot be read
   */
  static OptionalLong newest(Path model) {
    if (!Files.exists(model)) {
      return OptionalLong.empty();
    }
    try (Stream<Path> entries = Files.list(model)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("\\d{1,18}"))
          .mapToLong(Long::parseLong)
          .max();
    } catch (IOException e) {
      throw new UserException("cannot list the versions in %s: %s".formatted(model, e), e);
    }
  }
}
