package org.cycleat.transfer;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.weights.WeightArray;

/**
 * What the values of an array are like; NaN and infinities are counted, and take no part in the
 * rest.
 *
 * @param minimum NaN where no value is finite, as are the maximum, the mean and the deviation
 * @param deviation the standard deviation of the values themselves, not of what they are drawn from
 * @param zeros the share of zeros, 0 to 1
 * @param notFinite how many are NaN or infinite
 * @param first the first few values
 */
public record Statistics(
    double minimum,
    double maximum,
    double mean,
    double deviation,
    double zeros,
    int notFinite,
    List<Double> first) {
  private static final int FIRST = 4;

  /** Measures an array, in double precision. */
  public static Statistics of(WeightArray array) {
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int zeros = 0;
    int finite = 0;
    for (int i = 0; i < array.size(); i++) {
      double value = array.at(i);
      zeros += value == 0 ? 1 : 0;
      if (Double.isFinite(value)) {
        finite++;
        sum += value;
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
      }
    }
    double mean = sum / finite; // NaN for no value
    List<Double> first = new ArrayList<>();
    for (int i = 0; i < Math.min(FIRST, array.size()); i++) {
      first.add(array.at(i));
    }
    return new Statistics(
        finite == 0 ? Double.NaN : minimum,
        finite == 0 ? Double.NaN : maximum,
        mean,
        deviation(array, mean, finite),
        array.size() == 0 ? 0 : (double) zeros / array.size(),
        array.size() - finite,
        first);
  }

  /** A second pass: the mean of squares less the square of the mean loses digits. */
  private static double deviation(WeightArray array, double mean, int finite) {
    double squares = 0;
    for (int i = 0; i < array.size(); i++) {
      double value = array.at(i);
      squares += Double.isFinite(value) ? (value - mean) * (value - mean) : 0;
    }
    return Math.sqrt(squares / finite);
  }
}
