package org.cycleat.dataset;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The face of an image as its manifest tells it, in pixels of the image.
 *
 * @param box around it; it may reach beyond the image
 * @param landmarks [68], or none
 */
public record GivenFace(Optional<Area> box, List<LandmarkColumn.Point> landmarks) {

  /** A rectangle. */
  public record Area(double x, double y, double width, double height) {}

  public GivenFace {
    landmarks = List.copyOf(landmarks);
  }

  /**
   * The face in a manifest's row, if it tells one. The boxes of crops are of the images that they
   * were cut from, which the column source names, so these do not count.
   *
   * @param cell the row's value in a column, empty where there is none
   * @throws IllegalArgumentException that says what is wrong in the row
   */
  public static Optional<GivenFace> of(UnaryOperator<String> cell) {
    String landmarks = cell.apply(LandmarkColumn.NAME);
    Optional<Area> box = cell.apply("source").isBlank() ? box(cell) : Optional.empty();
    return landmarks.isBlank() && box.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new GivenFace(box, landmarks.isBlank() ? List.of() : LandmarkColumn.parse(landmarks)));
  }

  private static Optional<Area> box(UnaryOperator<String> cell) {
    List<String> cells = Stream.of("x", "y", "width", "height").map(cell).toList();
    if (cells.stream().anyMatch(String::isBlank)) {
      return Optional.empty();
    }
    double[] numbers = cells.stream().mapToDouble(Double::parseDouble).toArray();
    if (!(numbers[2] > 0 && numbers[3] > 0)) {
      throw new IllegalArgumentException(
          "a box of %s x %s, expected a width and a height above 0"
              .formatted(cells.get(2), cells.get(3)));
    }
    return Optional.of(new Area(numbers[0], numbers[1], numbers[2], numbers[3]));
  }
}
