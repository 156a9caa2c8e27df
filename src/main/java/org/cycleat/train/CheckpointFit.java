package org.cycleat.train;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.weights.CheckpointIndex;
import org.tensorflow.proto.DataType;

/** Whether a checkpoint holds just the variables of a network, in their shapes. */
final class CheckpointFit {
  private static final int LISTED = 4;

  private CheckpointFit() {}

  /**
   * @throws UserException that lists the parameters that differ
   */
  static void require(CheckpointIndex index, String name, Map<String, StoredVariable> variables) {
    Set<String> missing = new TreeSet<>(variables.keySet());
    missing.removeAll(index.entries().keySet());
    Set<String> unexpected = new TreeSet<>(index.entries().keySet());
    unexpected.removeAll(variables.keySet());
    Set<String> other = new TreeSet<>();
    for (StoredVariable variable : variables.values()) {
      CheckpointIndex.Entry found = index.entries().get(variable.name());
      if (found != null && !found.fits(DataType.DT_FLOAT, variable.shape())) {
        other.add(
            "%s is %s%s instead of %s"
                .formatted(
                    variable.name(),
                    found.type() == DataType.DT_FLOAT ? "" : found.type() + " ",
                    Arrays.toString(found.shape().asArray()),
                    Arrays.toString(variable.shape().asArray())));
      }
    }
    String differences =
        Stream.of(list("missing", missing), list("unexpected", unexpected), list("differ", other))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    if (!differences.isEmpty()) {
      throw new UserException(
          "the checkpoint %s does not fit %s, whose parameters it should hold: %s; "
                  .formatted(index.file(), name, differences)
              + "use the configuration that it was trained with, or train again");
    }
  }

  /** The first few names and how many there are. */
  private static String list(String what, Set<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    String more = names.size() > LISTED ? ", ..." : "";
    return "%d %s (%s%s)".formatted(names.size(), what, first, more);
  }
}
