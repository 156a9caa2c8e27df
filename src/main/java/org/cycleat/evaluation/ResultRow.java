package org.cycleat.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A row of a {@link ResultTable}.
 *
 * @param name of the method, model or data set
 * @param note what it is, in a few words; may be empty
 * @param perClass share of each class that was recognised, in [0, 1]; NaN for an absent class
 * @param average their mean, the paper's "Ave"
 * @param deviation standard deviation of the average over seeds or folds, NaN where there is none
 * @param interval the average with its 95 % interval, where this is known
 * @param isReference whether it is for comparison only, such as what a paper gives
 */
public record ResultRow(
    String name,
    String note,
    List<Double> perClass,
    double average,
    double deviation,
    Optional<Estimate> interval,
    boolean isReference) {

  public ResultRow {
    perClass = List.copyOf(perClass);
  }

  /** A row of measured figures, as when several folds are averaged. */
  public static ResultRow of(String name, double[] perClass, double average) {
    List<Double> shares = Arrays.stream(perClass).boxed().toList();
    return new ResultRow(name, "", shares, average, Double.NaN, Optional.empty(), false);
  }

  /** A row of one judgement. */
  public static ResultRow of(String name, ConfusionMatrix matrix) {
    return of(name, matrix.perClass(), matrix.average());
  }

  /** A row of figures that others have measured. */
  public static ResultRow reference(String name, double[] perClass, double average) {
    ResultRow row = of(name, perClass, average);
    return new ResultRow(name, "", row.perClass, average, Double.NaN, Optional.empty(), true);
  }

  /** The same row with a few words on what it is. */
  public ResultRow noted(String words) {
    return new ResultRow(name, words, perClass, average, deviation, interval, isReference);
  }

  /** The same row with the standard deviation of its average. */
  public ResultRow deviating(double by) {
    return new ResultRow(name, note, perClass, average, by, interval, isReference);
  }

  /** The same row with the interval of its average. */
  public ResultRow within(Estimate estimate) {
    return new ResultRow(
        name, note, perClass, average, deviation, Optional.of(estimate), isReference);
  }

  boolean hasDeviation() {
    return !Double.isNaN(deviation);
  }

  /** The figures of the columns of the classes, then the average. */
  double figure(int column) {
    return column < perClass.size() ? perClass.get(column) : average;
  }
}
