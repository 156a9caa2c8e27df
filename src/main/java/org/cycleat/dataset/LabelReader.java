package org.cycleat.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cycleat.UserException;

/** Turns the labels of a data set into indices and counts those that were not asked for. */
final class LabelReader {
  private final Labels labels;
  private final Map<String, Integer> dropped = new LinkedHashMap<>();

  LabelReader(Labels labels) {
    this.labels = labels;
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
      throw new UserException(
          "unknown label '%s' %s: expected %s (nearest: %s); correct it, or name your labels with --labels"
              .formatted(text, where, labels.expected(), labels.nearest(text)));
    }
    if (samples > 0) {
      dropped.merge(leftOut.get(), samples, Integer::sum);
    }
    return OptionalInt.empty();
  }

  /** Samples left out, by code. */
  Map<String, Integer> dropped() {
    return dropped;
  }
}
