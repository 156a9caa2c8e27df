package org.cycleat.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.cycleat.UserException;

/**
 * The columns of a data set that tell how probable each class is: p_AN, p_DI and so on by the
 * classes' codes, or else the votes of FER+.
 *
 * <p>Numbers that are not negative, in any unit: what belongs to classes that were not asked for is
 * dropped, and the rest scaled to one. A class without a column, and an empty cell, are zero.
 */
final class DistributionColumns {
  private static final String PREFIX = "p_";

  /** Of numbers that are one in all already, as far as their digits say. */
  private static final double NEARLY = 1e-6;

  /** A column's number and its class; a class that was not asked for is none. */
  private record Column(int number, String name, OptionalInt label) {}

  private final Labels labels;
  private final List<Column> shares = new ArrayList<>();
  private final int votes;

  /**
   * @param columns names of a data set's further columns
   */
  DistributionColumns(List<String> columns, Labels labels) {
    this.labels = labels;
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      String code = Label.folded(name).startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
      if (labels.isCode(code)) {
        shares.add(new Column(i, name, labels.indexOf(code)));
      }
    }
    votes = FerPlus.areOf(labels) ? columns.indexOf(FerPlus.COLUMN) : -1;
  }

  /** The column of a label. */
  static String name(Label label) {
    return PREFIX + label.code();
  }

  /** Whether a column is one of these, and so none of the further ones. */
  boolean contains(int column) {
    return column == votes || shares.stream().anyMatch(share -> share.number() == column);
  }

  /**
   * The probability of each label.
   *
   * @param option that named the data, for errors
   * @return empty where the cells are empty or zero
   * @throws UserException where they hold something else than such numbers
   */
  List<Float> read(Entry entry, String option) {
    List<String> cells = entry.facts().further();
    String place = "%s (%s)".formatted(entry.place(), option);
    double[] amounts = new double[labels.size()];
    if (cells.isEmpty()) {
      return List.of();
    }
    for (Column share : shares) {
      double amount = amount(cells.get(share.number()).strip(), share.name(), place);
      share.label().ifPresent(label -> amounts[label] += amount);
    }
    if (shares.isEmpty() && votes >= 0 && !cells.get(votes).isBlank()) {
      countVotes(cells.get(votes), place, amounts);
    }
    return scaled(amounts);
  }

  private static double amount(String cell, String column, String place) {
    double amount = Double.NaN;
    try {
      amount = cell.isEmpty() ? 0 : Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      // refused below
    }
    if (!(amount >= 0 && amount <= Float.MAX_VALUE)) { // a sum of doubles stays finite
      throw new UserException(
          "the probability '%s' (column %s) %s: expected a number that is not negative, or nothing"
              .formatted(cell, column, place));
    }
    return amount;
  }

  private void countVotes(String cell, String place, double[] amounts) {
    try {
      FerPlus.byExpression(cell)
          .forEach(
              (expression, count) ->
                  labels.indexOf(expression).ifPresent(label -> amounts[label] += count));
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "the votes (column %s) %s: %s; give another name to a column of something else"
              .formatted(FerPlus.COLUMN, place, e.getMessage()),
          e);
    }
  }

  private static List<Float> scaled(double[] amounts) {
    double sum = 0;
    for (double amount : amounts) {
      sum += amount;
    }
    if (sum == 0) {
      return List.of();
    }
    // what was scaled before keeps its last digits
    double whole = Math.abs(sum - 1) < NEARLY ? 1 : sum;
    List<Float> distribution = new ArrayList<>();
    for (double amount : amounts) {
      distribution.add((float) Math.min(1, amount / whole));
    }
    return distribution;
  }
}
