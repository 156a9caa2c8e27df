package org.cycleat.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.weights.CheckpointFile;
import org.cycleat.weights.CheckpointIndex;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TInt64;

/**
 * Whether a checkpoint holds just the variables of a set, in their shapes, and under which keys.
 */
final class CheckpointFit {
  private static final int LISTED = 4;

  /** What a checkpoint may hold besides: of an optimiser, and what only Python needs. */
  private static final Pattern BESIDES =
      Pattern.compile(
          ".*/(Adam/[mv]|SGD/momentum|average)|.*/(iterations|learning_rate|beta_[12]|decay)");

  private CheckpointFit() {}

  /**
   * The stored keys of the variables, in their order.
   *
   * @throws UserException that lists the parameters that differ
   */
  static List<String> keys(CheckpointFile file, CheckpointContents contents) {
    Set<String> missing = new TreeSet<>();
    Set<String> other = new TreeSet<>();
    Set<String> unexpected = new TreeSet<>(file.keys().keySet());
    List<String> keys = new ArrayList<>();
    for (StoredVariable variable : contents.variables()) {
      String name = name(file, contents, variable);
      String key = file.keys().get(name);
      CheckpointIndex.Entry found = key == null ? null : file.index().entries().get(key);
      keys.add(key);
      unexpected.remove(name);
      if (found == null) {
        missing.add(variable.name());
      } else if (!found.fits(dataType(variable), variable.shape())) {
        other.add(difference(variable, found));
      }
    }
    contents.left().forEach(variable -> unexpected.remove(name(file, contents, variable)));
    unexpected.removeIf(name -> BESIDES.matcher(name).matches());
    String differences =
        Stream.of(list("missing", missing), list("unexpected", unexpected), list("differ", other))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    if (!differences.isEmpty()) {
      throw new UserException(
          "the checkpoint %s does not fit %s, whose parameters it should hold: %s; "
                  .formatted(file.index().file(), contents.name(), differences)
              + "use the network, width and version that it was trained with, or train again");
    }
    return keys;
  }

  /** The shape in which a file holds a variable; nothing where it does not. */
  static Optional<Shape> shape(
      CheckpointFile file, CheckpointContents contents, StoredVariable variable) {
    return Optional.ofNullable(file.keys().get(name(file, contents, variable)))
        .map(key -> file.index().entries().get(key))
        .map(CheckpointIndex.Entry::shape);
  }

  private static String name(
      CheckpointFile file, CheckpointContents contents, StoredVariable variable) {
    Set<String> names = file.keys().keySet();
    return names.contains(variable.name())
        ? variable.name()
        : contents.otherNames().apply(variable.name()).stream()
            .filter(names::contains)
            .findFirst()
            .orElse(variable.name());
  }

  private static DataType dataType(StoredVariable variable) {
    return variable.type() == TInt64.class ? DataType.DT_INT64 : DataType.DT_FLOAT;
  }

  private static String difference(StoredVariable variable, CheckpointIndex.Entry found) {
    return "%s is %s%s instead of %s"
        .formatted(
            variable.name(),
            found.type() == dataType(variable) ? "" : found.type() + " ",
            Arrays.toString(found.shape().asArray()),
            Arrays.toString(variable.shape().asArray()));
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
