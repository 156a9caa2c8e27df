package org.cycleat.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cycleat.UserException;

/** Lists in plain text: a row in each line, its cells apart by blanks, tabs or commas. */
final class TextLists {
  private TextLists() {}

  /**
   * All rows that are not blank.
   *
   * @throws UserException when the file cannot be read as UTF-8
   */
  static List<List<String>> rows(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.replace("\uFEFF", "")) // some editors begin a file with it
          .filter(line -> !line.isBlank())
          .map(line -> Arrays.asList(line.strip().split("[\\s,]+")))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UserException("cannot read the list " + file + ": " + e.getMessage(), e);
    }
  }
}
