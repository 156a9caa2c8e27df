package org.cycleat.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds places for plates, which are labels and panels, at the faces to which they belong. No plate
 * covers a face or another plate. It knows rectangles only; coordinates are the picture's pixels.
 */
final class Placement {

  /** Where at its face a plate belongs. */
  enum Side {
    /** Above it or below it, else beside it. */
    ABOVE,
    /** To its right or left, else below it or above it. */
    BESIDE
  }

  /** So many pixels farther from the face rather than one pixel more of canvas. */
  private static final int GROWTH_WEIGHT = 4;

  private final Box picture;
  private final List<Box> faces;
  private final List<Box> taken;
  private Box canvas;

  /**
   * @param faces their boxes with what is drawn around them; where they overlap, so they do
   */
  Placement(int width, int height, List<Box> faces) {
    this.picture = new Box(0, 0, width, height);
    this.faces = List.copyOf(faces);
    this.taken = new ArrayList<>(faces);
    this.canvas = faces.stream().reduce(picture, Box::around);
  }

  /** The picture and all that was placed; it begins at negative coordinates where it grew there. */
  Box canvas() {
    return canvas;
  }

  /**
   * A place that touches the face, inside the picture.
   *
   * @param size a box of the plate's extent
   */
  Optional<Box> touching(int face, Box size, Side side) {
    Stream<Box> places = around(faces.get(face), size, side).map(plate -> moved(plate, picture));
    return places
        .filter(plate -> picture.contains(plate) && isFree(plate))
        .findFirst()
        .map(this::take);
  }

  /** A place inside the face's own box, at its upper or lower end, away from its frame. */
  Optional<Box> within(int face, Box size, int frame) {
    Box own = faces.get(face);
    if (own.width() < size.width() + 2 * frame || own.height() < size.height() + 2 * frame) {
      return Optional.empty();
    }
    Box upper = at(own.x() + frame, own.y() + frame, size);
    Box lower = at(upper.x(), own.y() + own.height() - frame - size.height(), size);
    return Stream.of(upper, lower)
        .filter(plate -> picture.contains(plate) && isFreeBut(face, plate))
        .findFirst()
        .map(this::take);
  }

  /**
   * The place that is near the face and makes the canvas grow little. There always is one: beyond
   * the canvas all is free.
   */
  Box nearest(int face, Box size, Side side) {
    Box own = faces.get(face);
    Stream<Box> places =
        Stream.concat(Stream.of(own, canvas), taken.stream())
            .flatMap(box -> Stream.concat(around(box, size, side), level(box, own, size)));
    return take(
        places
            .filter(this::isFree)
            .min(Comparator.comparingLong(plate -> own.gap(plate) + growth(plate)))
            .orElseThrow());
  }

  private long growth(Box plate) {
    Box grown = canvas.around(plate);
    return GROWTH_WEIGHT
        * ((long) grown.width() - canvas.width() + grown.height() - canvas.height());
  }

  private Box take(Box plate) {
    taken.add(plate);
    canvas = canvas.around(plate);
    return plate;
  }

  private boolean isFree(Box plate) {
    return taken.stream().noneMatch(box -> box.intersection(plate) > 0);
  }

  private boolean isFreeBut(int face, Box plate) {
    return IntStream.range(0, taken.size())
        .allMatch(i -> i == face || taken.get(i).intersection(plate) == 0);
  }

  /** The places that touch a box, in the order in which they are preferred. */
  private static Stream<Box> around(Box box, Box size, Side side) {
    int right = box.x() + box.width();
    int bottom = box.y() + box.height();
    int left = box.x() - size.width();
    int top = box.y() - size.height();
    int rightAligned = right - size.width();
    int bottomAligned = bottom - size.height();
    List<Box> above = List.of(at(box.x(), top, size), at(rightAligned, top, size));
    List<Box> below = List.of(at(box.x(), bottom, size), at(rightAligned, bottom, size));
    List<Box> beside =
        List.of(
            at(right, box.y(), size),
            at(left, box.y(), size),
            at(right, bottomAligned, size),
            at(left, bottomAligned, size));
    return (side == Side.ABOVE ? Stream.of(above, below, beside) : Stream.of(beside, below, above))
        .flatMap(List::stream);
  }

  /** The places that touch a box and are level with the face. */
  private static Stream<Box> level(Box box, Box face, Box size) {
    int right = box.x() + box.width();
    int bottom = box.y() + box.height();
    return Stream.of(
        at(face.x(), box.y() - size.height(), size),
        at(face.x(), bottom, size),
        at(right, face.y(), size),
        at(box.x() - size.width(), face.y(), size));
  }

  private static Box at(int x, int y, Box size) {
    return new Box(x, y, size.width(), size.height());
  }

  /** Moved into an area as far as it is larger. */
  private static Box moved(Box plate, Box area) {
    int x = Math.max(area.x(), Math.min(plate.x(), area.x() + area.width() - plate.width()));
    int y = Math.max(area.y(), Math.min(plate.y(), area.y() + area.height() - plate.height()));
    return at(x, y, plate);
  }
}
