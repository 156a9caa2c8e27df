package org.cycleat.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cycleat.UserException;

/** Turns the labels of a data set into indices and counts those that were not asked for. */
final class LabelReader {
  private final Labels labels;
  private final String layoutOption;
  private final Map<String, Integer> dropped = new LinkedHashMap<>();

  /**
   * @param layoutOption the flag that says whose numbers labels are, for errors
   */
  LabelReader(Labels labels, String layoutOption) {
    this.labels = labels;
    this.layoutOption = layoutOption;
  }

  /**
   * The index of a label, or empty where it is known but was not asked for.
   *
   * @param samples how many samples bear it
   * @param where the folder, or the file and line, for the error
   * @throws UserException if the label is unknown
   */
  OptionalInt read(String text, int samples, String where) {
    OptionalInt index = labels.indexOf(text);
    if (index.isPresent()) {
      return index;
    }
    Optional<String> leftOut = labels.leftOut(text);
    if (leftOut.isEmpty()) {
      throw unknown(text, where);
    }
    if (samples > 0) {
      dropped.merge(leftOut.get(), samples, Integer::sum);
    }
    return OptionalInt.empty();
  }

  private UserException unknown(String text, String where) {
    if (Numbering.isNumber(text) && !Numbering.candidates(text).isEmpty()) {
      return new UserException(
          "the label '%s' %s is a number, which data sets give different meanings: %s; say which with %s"
              .formatted(text, where, Numbering.candidates(text), layoutOption));
    }
    return new UserException(
        "unknown label '%s' %s: expected %s (nearest: %s); correct it, or name your labels with --labels"
            .formatted(text, where, labels.expected(), labels.nearest(text)));
  }

  /** What to throw where a label is needed and there is none. */
  UserException none(String where) {
    return new UserException("no label %s: expected one of %s".formatted(where, labels.expected()));
  }

  /** Counts a sample that is left out for another reason. */
  void drop(String reason) {
    dropped.merge(reason, 1, Integer::sum);
  }

  /** Samples left out, by code or reason. */
  Map<String, Integer> dropped() {
    return dropped;
  }
}
