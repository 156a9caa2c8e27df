package org.cycleat.prepare;

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
import org.cycleat.face.Box;

/** Boxes that a person drew around faces that no detector found. */
public final class HandBoxes {
  private static final List<String> NUMBERS = List.of("x", "y", "width", "height");

  private HandBoxes() {}

  /**
   * A box and where it is written.
   *
   * @param where for errors: "failed.csv (--boxes), row 3 (a.jpg)"
   */
  public record HandBox(Box box, String where) {

    /**
     * Makes sure that the box lies in the picture that it is for.
     *
     * @throws StoppingException when it does not
     */
    void requireInside(int width, int height) {
      if (!box.equals(box.clip(width, height))) {
        throw new StoppingException(
            "%s: the box at %d,%d of %d x %d pixels is not within the picture of %d x %d pixels; correct it and run the same command again"
                .formatted(where, box.x(), box.y(), box.width(), box.height(), width, height));
      }
    }
  }

  /**
   * Reads a list such as {@code failed.csv} after a person filled in its columns x, y, width and
   * height; rows in which all four are empty are left out.
   *
   * @return the boxes by path relative to the folder of images
   * @throws UserException when a column is missing, a number is none or negative, or an image has
   *     two boxes
   */
  public static Map<Path, HandBox> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser rows = format().parse(reader)) {
      List<String> columns =
          rows.getHeaderNames().stream().map(name -> name.replace("\uFEFF", "")).toList();
      if (!columns.contains("path") || !columns.containsAll(NUMBERS)) {
        throw new UserException(
            file
                + " (--boxes) has the columns "
                + columns
                + ", expected path, x, y, width and height as in failed.csv");
      }
      int path = columns.indexOf("path");
      Map<Path, HandBox> boxes = new HashMap<>();
      for (CSVRecord row : rows) {
        if (row.size() != columns.size()) {
          throw new UserException(
              "%s (--boxes), row %d: %d fields, expected %d (%s)"
                  .formatted(
                      file,
                      row.getRecordNumber(),
                      row.size(),
                      columns.size(),
                      String.join(",", columns)));
        }
        if (NUMBERS.stream().anyMatch(name -> !row.get(name).isEmpty())) {
          add(boxes, row, row.get(path), file);
        }
      }
      return boxes;
    } catch (IOException | UncheckedIOException e) {
      throw new UserException("cannot read " + file + " (--boxes): " + e, e);
    }
  }

  private static CSVFormat format() {
    return CSVFormat.DEFAULT
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .setIgnoreEmptyLines(true)
        .setTrim(true)
        .get();
  }

  private static void add(Map<Path, HandBox> boxes, CSVRecord row, String path, Path file) {
    String where = "%s (--boxes), row %d (%s)".formatted(file, row.getRecordNumber(), path);
    try {
      int[] numbers =
          NUMBERS.stream().mapToInt(column -> Integer.parseInt(row.get(column))).toArray();
      if (numbers[0] < 0 || numbers[1] < 0) {
        throw new IllegalArgumentException("the corner " + numbers[0] + "," + numbers[1]);
      }
      Box box = new Box(numbers[0], numbers[1], numbers[2], numbers[3]);
      if (boxes.put(Path.of(path).normalize(), new HandBox(box, where)) != null) {
        throw new IllegalArgumentException("a second box of this image");
      }
    } catch (IllegalArgumentException e) {
      throw new UserException(
          where
              + ": "
              + e.getMessage()
              + "; expected one box of each image: x, y, width and height in whole pixels",
          e);
    }
  }
}
