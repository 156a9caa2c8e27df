package org.cycleat.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cycleat.weights.Printable;
import org.cycleat.weights.WeightArray;
import org.cycleat.weights.WeightFile;

/**
 * How an array differs between two files.
 *
 * @param kind what about it
 * @param absolute the largest difference of two values; 0 unless values differ, infinite where one
 *     of the two is not a number
 * @param relative the largest difference as a share of the larger of the two values
 * @param count of the values that differ by more than the tolerance
 * @param words the kind, or the two shapes
 */
public record Difference(
    String name, Kind kind, double absolute, double relative, int count, String words) {

  /** What differs. */
  public enum Kind {
    ONLY_IN_FIRST,
    ONLY_IN_SECOND,
    SHAPE,
    TYPE,
    VALUES
  }

  /**
   * The arrays of two files that differ, those of the first in its order, then what only the second
   * has. Arrays without numbers are compared by name alone.
   *
   * @param tolerance values are equal that differ by no more than this times the larger of 1 and
   *     their size
   */
  public static List<Difference> between(WeightFile first, WeightFile second, double tolerance) {
    List<Difference> differences = new ArrayList<>();
    first
        .entries()
        .forEach(
            (name, entry) -> {
              WeightFile.Entry other = second.entries().get(name);
              if (other == null) {
                differences.add(lone(name, Kind.ONLY_IN_FIRST));
              } else if (!entry.shape().equals(other.shape())) {
                String shapes = Match.shown(entry.shape()) + " and " + Match.shown(other.shape());
                differences.add(new Difference(name, Kind.SHAPE, 0, 0, 0, shapes));
              } else {
                compare(first, second, name, tolerance).ifPresent(differences::add);
              }
            });
    second.entries().keySet().stream()
        .filter(name -> !first.entries().containsKey(name))
        .forEach(name -> differences.add(lone(name, Kind.ONLY_IN_SECOND)));
    return differences;
  }

  private static Optional<Difference> compare(
      WeightFile first, WeightFile second, String name, double tolerance) {
    var type = first.entries().get(name).type();
    var otherType = second.entries().get(name).type();
    if (type.isNumeric() && otherType.isNumeric()) {
      Difference values = values(name, first.read(name), second.read(name), tolerance);
      if (values.count() > 0) {
        return Optional.of(values);
      }
    }
    return type == otherType
        ? Optional.empty()
        : Optional.of(new Difference(name, Kind.TYPE, 0, 0, 0, type + " and " + otherType));
  }

  private static Difference values(String name, WeightArray a, WeightArray b, double tolerance) {
    double absolute = 0;
    double relative = 0;
    int count = 0;
    for (int i = 0; i < a.size(); i++) {
      double difference = distance(a.at(i), b.at(i));
      double size = Math.max(Math.abs(a.at(i)), Math.abs(b.at(i)));
      if (difference > 0) {
        absolute = Math.max(absolute, difference);
        relative =
            Math.max(relative, difference == Double.POSITIVE_INFINITY ? 1 : difference / size);
        boolean near = Double.isFinite(difference) && difference <= tolerance * Math.max(1, size);
        count += near ? 0 : 1;
      }
    }
    String words = "%d of %d values differ".formatted(count, a.size());
    return new Difference(name, Kind.VALUES, absolute, relative, count, words);
  }

  /** Equal infinities do not differ, nor do two NaN; NaN is infinitely far from any number. */
  private static double distance(double a, double b) {
    if (Double.compare(a, b) == 0) {
      return 0;
    }
    double difference = Math.abs(a - b);
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }

  private static Difference lone(String name, Kind kind) {
    return new Difference(name, kind, 0, 0, 0, kind.name().toLowerCase(Locale.ROOT));
  }

  /** A line for people. */
  public String line() {
    String shown = Printable.of(name);
    return switch (kind) {
      case ONLY_IN_FIRST -> shown + ": only in the first";
      case ONLY_IN_SECOND -> shown + ": only in the second";
      case SHAPE -> "%s: shapes %s".formatted(shown, words);
      case TYPE -> "%s: types %s, values equal".formatted(shown, words);
      case VALUES ->
          "%s: %s, by up to %.3g, relative %.3g".formatted(shown, words, absolute, relative);
    };
  }
}
