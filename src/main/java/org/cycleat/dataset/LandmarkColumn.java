package org.cycleat.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The column landmarks of a manifest: "x y v" of each of the 68 points in the order of iBUG 300-W,
 * apart by blanks, in pixels of the row's image, to a tenth; v is 1 where the point is seen and 0
 * where it is hidden. An empty cell has no points.
 */
public final class LandmarkColumn {
  public static final String NAME = "landmarks";
  private static final int COUNT = 68;
  private static final int NUMBERS = 3;

  private LandmarkColumn() {}

  /** A point in pixels of its image. */
  public record Point(double x, double y, boolean isVisible) {}

  /** The cell of these points. */
  public static String text(List<Point> points) {
    return points.stream()
        .map(p -> tenths(p.x()) + " " + tenths(p.y()) + (p.isVisible() ? " 1" : " 0"))
        .collect(Collectors.joining(" "));
  }

  /**
   * The points of a cell.
   *
   * @return 68 points
   * @throws IllegalArgumentException that says what was found instead
   */
  public static List<Point> parse(String cell) {
    String[] numbers = cell.isBlank() ? new String[0] : cell.strip().split("\\s+");
    if (numbers.length != NUMBERS * COUNT) {
      throw new IllegalArgumentException(
          "%d numbers, expected x, y and 0 or 1 of each of 68 points".formatted(numbers.length));
    }
    List<Point> points = new ArrayList<>(COUNT);
    for (int i = 0; i < numbers.length; i += NUMBERS) {
      points.add(
          new Point(number(numbers[i]), number(numbers[i + 1]), number(numbers[i + 2]) != 0));
    }
    return points;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "', which is no number", e);
    }
  }

  /** A length or an angle as manifests have it: to a tenth, without one that is 0. */
  public static String tenths(double value) {
    long tenths = Math.round(10 * value);
    String sign = tenths < 0 ? "-" : "";
    long size = Math.abs(tenths);
    return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
  }
}
