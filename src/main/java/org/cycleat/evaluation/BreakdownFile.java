package org.cycleat.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.WholeFile;

/** breakdown.json: a list of {@link Breakdown}s, whose components are the keys. */
public final class BreakdownFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BreakdownFile() {}

  /** Writes the file whole; where there is nothing to write, an older file is taken away. */
  public static void write(Path file, List<Breakdown> breakdowns) throws IOException {
    if (breakdowns.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(breakdowns) + "\n";
    WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #write} wrote; nothing where there is no file.
   *
   * @throws UserException if the file is another one
   */
  public static List<Breakdown> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return List.of(JSON.readValue(Files.readAllBytes(file), Breakdown[].class));
    } catch (JsonProcessingException e) {
      throw new UserException(file + " is no breakdown.json; evaluate again", e);
    }
  }
}
