package org.cycleat.prepare;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.ManifestColumns;
import org.cycleat.face.Box;

/** Boxes that a person drew around faces that no detector found. */
public final class HandBoxes {
  private static final List<String> NUMBERS = ManifestColumns.BOX;

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
    List<Csv.Row> rows = Csv.read(file);
    List<String> columns = rows.isEmpty() ? List.of() : header(rows.get(0));
    if (!columns.contains("path") || !columns.containsAll(NUMBERS)) {
      throw new UserException(
          file
              + " (--boxes) has the columns "
              + columns
              + ", expected path, x, y, width and height as in failed.csv");
    }
    Map<Path, HandBox> boxes = new HashMap<>();
    for (int i = 1; i < rows.size(); i++) {
      List<String> cells = stripped(rows.get(i));
      String where = "%s (--boxes), row %d".formatted(file, i);
      if (cells.size() != columns.size()) {
        throw new UserException(
            "%s: %d fields, expected %d (%s)"
                .formatted(where, cells.size(), columns.size(), String.join(",", columns)));
      }
      List<String> numbers = NUMBERS.stream().map(n -> cells.get(columns.indexOf(n))).toList();
      if (numbers.stream().anyMatch(number -> !number.isEmpty())) {
        String path = cells.get(columns.indexOf("path"));
        add(boxes, numbers, path, "%s (%s)".formatted(where, path));
      }
    }
    return boxes;
  }

  private static List<String> header(Csv.Row row) {
    return stripped(row).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  private static List<String> stripped(Csv.Row row) {
    return row.cells().stream().map(String::strip).toList();
  }

  private static void add(Map<Path, HandBox> boxes, List<String> cells, String path, String where) {
    try {
      int[] numbers = cells.stream().mapToInt(Integer::parseInt).toArray();
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
