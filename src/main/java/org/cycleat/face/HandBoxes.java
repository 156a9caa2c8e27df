package org.cycleat.face;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cycleat.UserException;

/** Boxes that a person drew around faces that no detector found. */
public final class HandBoxes {
  private static final List<String> COLUMNS = List.of("path", "x", "y", "width", "height");

  private HandBoxes() {}

  /**
   * Reads a list such as {@code failed.csv} after a person filled in its columns x, y, width and
   * height; rows without them are left out.
   *
   * @return the boxes by path relative to the folder of images
   * @throws UserException when a column is missing or a number is none
   */
  public static Map<Path, Box> read(Path file) {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser rows = format.parse(reader)) {
      if (!rows.getHeaderNames().containsAll(COLUMNS)) {
        throw new UserException(
            file
                + " (--boxes) has the columns "
                + rows.getHeaderNames()
                + ", expected "
                + COLUMNS
                + " as in failed.csv");
      }
      Map<Path, Box> boxes = new HashMap<>();
      for (CSVRecord row : rows) {
        if (!row.get("x").isEmpty()) {
          boxes.put(Path.of(row.get("path")).normalize(), box(row, file));
        }
      }
      return boxes;
    } catch (IOException | UncheckedIOException e) {
      throw new UserException("cannot read " + file + " (--boxes): " + e, e);
    }
  }

  private static Box box(CSVRecord row, Path file) {
    try {
      return new Box(
          Integer.parseInt(row.get("x")),
          Integer.parseInt(row.get("y")),
          Integer.parseInt(row.get("width")),
          Integer.parseInt(row.get("height")));
    } catch (IllegalArgumentException e) {
      throw new UserException(
          String.format(
              "%s (--boxes), row %d (%s): %s; expected x, y, width and height in whole pixels",
              file, row.getRecordNumber(), row.get("path"), e.getMessage()),
          e);
    }
  }
}
