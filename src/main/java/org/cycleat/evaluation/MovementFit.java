package org.cycleat.evaluation;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.dataset.Manifest;

/** How well movements are read off faces of which they are known. */
public record MovementFit(Map<FacialMovement, Fit> movements) {

  /**
   * Of one movement.
   *
   * @param correlation Pearson's; 0 where one side never changes
   * @param medianError the median distance, in the movement's own units; NaN without faces
   * @param rest the mean that is read where nothing moves
   * @param slope how much more is read of a movement than at rest, as a share of it: what is hard
   *     to see is read as less than it is
   */
  public record Fit(double correlation, double medianError, double rest, double slope) {
    /** Readings without a known fit are taken as they are. */
    public static final Fit UNKNOWN = new Fit(1, 0, 0, 1);

    /** Nothing can be read of it. */
    public static final Fit UNREADABLE = new Fit(0, 0, 0, 1);

    private static final double LEAST_CORRELATION = 0.3;
    private static final double LEAST_SLOPE = 0.5;
    private static final double LEAST = 0.03;
    private static final double MOST = 1.15;

    /** Whether it can be read at all. */
    public boolean canBeRead() {
      return correlation >= LEAST_CORRELATION;
    }

    /** What is read where nothing moves: of what goes either way, 0. */
    public double zero(boolean isSigned) {
      return isSigned ? 0 : rest;
    }

    /** How much is read of a whole movement; what is hardly read is not made more than twice. */
    public double whole() {
      return Math.max(LEAST_SLOPE, slope);
    }

    /**
     * What a face probably shows: as strong as it was, not as it is read; 0 of what cannot be read.
     *
     * @param isSigned whether it goes either way from rest
     */
    public double shown(double read, boolean isSigned) {
      double strength = (read - zero(isSigned)) / whole();
      double limited = Math.max(isSigned ? -MOST : 0, Math.min(MOST, strength));
      return !canBeRead() || Math.abs(limited) < LEAST ? 0 : limited;
    }
  }

  public MovementFit {
    movements = Collections.unmodifiableMap(new EnumMap<>(movements));
  }

  /**
   * @param read [N][K], in the order of {@link FacialMovement}
   * @throws org.cycleat.UserException where an image's manifest lacks its movements
   */
  public static MovementFit of(float[][] read, Manifest faces) {
    float[][] known = faces.samples().stream().map(FacialMovement::of).toArray(float[][]::new);
    Map<FacialMovement, Fit> movements = new EnumMap<>(FacialMovement.class);
    int k = 0;
    for (FacialMovement movement : FacialMovement.values()) {
      double[] a = column(read, k);
      double[] b = column(known, k);
      double rest = rest(a, b);
      movements.put(
          movement, new Fit(correlation(a, b), medianError(a, b), rest, slope(a, b, rest)));
      k++;
    }
    return new MovementFit(movements);
  }

  /** The mean of the correlations. */
  public double average() {
    return movements.values().stream().mapToDouble(Fit::correlation).average().orElse(0);
  }

  /** For people: the correlation of each, and the errors of the pose in degrees. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "mean correlation %.3f (%s); median error of pan %.1f and tilt %.1f degrees",
        average(),
        movements.entrySet().stream()
            .map(
                fit ->
                    String.format(
                        Locale.ROOT, "%s %.2f", fit.getKey().title(), fit.getValue().correlation()))
            .collect(Collectors.joining(", ")),
        FacialMovement.DEGREES * movements.get(FacialMovement.PAN).medianError(),
        FacialMovement.DEGREES * movements.get(FacialMovement.TILT).medianError());
  }

  private static double[] column(float[][] rows, int k) {
    return Arrays.stream(rows).mapToDouble(row -> row[k]).toArray();
  }

  private static double rest(double[] read, double[] known) {
    return IntStream.range(0, read.length)
        .filter(i -> known[i] == 0)
        .mapToDouble(i -> read[i])
        .average()
        .orElse(0);
  }

  /** Of least squares through the rest. */
  private static double slope(double[] read, double[] known, double rest) {
    double products = 0;
    double squares = 0;
    for (int i = 0; i < read.length; i++) {
      products += (read[i] - rest) * known[i];
      squares += known[i] * known[i];
    }
    return squares == 0 ? 1 : products / squares;
  }

  private static double medianError(double[] a, double[] b) {
    double[] errors = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      errors[i] = Math.abs(a[i] - b[i]);
    }
    Arrays.sort(errors);
    int middle = errors.length / 2;
    if (errors.length == 0) {
      return Double.NaN;
    }
    return errors.length % 2 == 1 ? errors[middle] : (errors[middle - 1] + errors[middle]) / 2;
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return aa == 0 || bb == 0 ? 0 : ab / Math.sqrt(aa * bb);
  }
}
