package org.cycleat.train;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.WholeFile;

/**
 * A CSV file of numbers by step: {@code step,NAME,...}. Rows are appended; on resume those after
 * the resumed step are cut off, so that no step is there twice.
 */
public final class MetricsFile implements AutoCloseable {
  private final Path file;
  private final List<String> columns;
  private final BufferedWriter writer;

  /**
   * @param columns beside the step
   * @param resumed the step up to which rows are kept; 0 starts the file anew
   * @throws UserException where the file has other columns or cannot be written
   */
  public MetricsFile(Path file, Collection<String> columns, long resumed) {
    this.file = file;
    this.columns = List.copyOf(columns);
    for (String column : columns) {
      if (!column.matches("[^,\"\\r\\n]+")) {
        throw new IllegalArgumentException("'%s' cannot name a column".formatted(column));
      }
    }
    try {
      List<String> kept = kept(resumed);
      WholeFile.writeDurably(file, part -> Files.write(part, kept));
      writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw UserException.cannotWrite(file, e);
    }
  }

  /**
   * Appends a row and brings it to the file.
   *
   * @param values one for each column
   */
  public void append(long step, Map<String, ? extends Number> values) {
    if (!values.keySet().containsAll(columns) || values.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%s has the columns %s, got %s".formatted(file, columns, values.keySet()));
    }
    StringBuilder row = new StringBuilder().append(step);
    columns.forEach(column -> row.append(',').append(values.get(column)));
    try {
      writer.append(row).append('\n').flush();
    } catch (IOException e) {
      throw UserException.cannotWrite(file, e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> kept(long resumed) throws IOException {
    String header = "step," + String.join(",", columns);
    List<String> kept = new ArrayList<>(List.of(header));
    if (resumed == 0 || !Files.exists(file)) {
      return kept;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals(header)) {
      throw new UserException(
          "%s has the columns '%s', expected '%s'; move it away to start a new one"
              .formatted(file, lines.isEmpty() ? "" : lines.get(0), header));
    }
    for (String line : lines.subList(1, lines.size())) {
      // A kill may have cut the last row off, but only one of a step that is done again.
      int comma = line.indexOf(',');
      if (comma > 0 && line.substring(0, comma).matches("\\d{1,18}")) {
        if (Long.parseLong(line.substring(0, comma)) <= resumed) {
          kept.add(line);
        }
      }
    }
    return kept;
  }
}
