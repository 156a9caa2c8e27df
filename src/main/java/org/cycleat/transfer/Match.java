package org.cycleat.transfer;

import java.util.Arrays;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * A parameter and the array of the file that is for it.
 *
 * @param source empty where the parameter is missing in the file
 * @param change what is done to the array; empty where it does not fit
 * @param note what else there is to say, or nothing
 */
record Match(Target target, Optional<Source> source, Optional<Change> change, String note) {

  /** By what an array was found. */
  enum Found {
    NAME(""),
    /** By a name that means the same. */
    ALIKE(""),
    RULE(", by rule"),
    SHAPE(", by shape");

    private final String words;

    Found(String words) {
      this.words = words;
    }
  }

  /** An array of the file. */
  record Source(String name, Shape shape, Found found) {}

  /** What becomes of a parameter. */
  enum State {
    LOADED,
    TRANSPOSED,
    RESHAPED,
    /** There is an array for it, of a shape that does not fit. */
    UNFIT,
    MISSING
  }

  State state() {
    if (source.isEmpty()) {
      return State.MISSING;
    } else if (change.isEmpty()) {
      return State.UNFIT;
    } else if (change.get().isTransposed()) {
      return State.TRANSPOSED;
    }
    return source.get().shape().equals(target.shape()) ? State.LOADED : State.RESHAPED;
  }

  boolean isLoaded() {
    return change.isPresent();
  }

  /** Loaded as it is, under its own name: nothing to tell. */
  boolean isPlain() {
    return state() == State.LOADED && source.get().found() == Found.NAME;
  }

  /** A line for people. */
  String line() {
    String end = note.isEmpty() ? "" : "; " + note;
    if (state() == State.MISSING) {
      return "%s %s: missing%s".formatted(target.name(), shown(target.shape()), end);
    }
    Source from = source.get();
    if (state() == State.UNFIT) {
      return "%s: does not fit; %s is %s, %s is wanted%s"
          .formatted(target.name(), from.name(), shown(from.shape()), shown(target.shape()), end);
    }
    String what =
        switch (state()) {
          case TRANSPOSED -> ", transposed from " + shown(from.shape());
          case RESHAPED -> ", reshaped from " + shown(from.shape());
          default -> "";
        };
    return "%s %s: loaded from %s%s%s%s"
        .formatted(
            target.name(), shown(target.shape()), from.name(), what, from.found().words, end);
  }

  /** A shape as everybody writes it: {@code [3, 3, 64, 128]}. */
  static String shown(Shape shape) {
    return Arrays.toString(shape.asArray());
  }
}
