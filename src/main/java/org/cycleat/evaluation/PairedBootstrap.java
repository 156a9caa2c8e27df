package org.cycleat.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How sure an accuracy, or the difference of two methods on the same faces, is: 95 % percentile
 * intervals of the bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, 13.3).
 *
 * <p>Test faces are drawn again with replacement, within each class, so that every sample has every
 * class. Faces of one subject resemble each other, and drawing them one by one would make intervals
 * too narrow: the faces that a subject has in a class are drawn together. A face without a subject
 * is drawn alone; so are the faces of a class that one subject alone shows, since one person says
 * nothing about others. A subject's faces in different classes are drawn independently.
 *
 * <p>A method is given as one number for each face: 1 where it is right and 0 where it is wrong,
 * or, over several seeds, the share of seeds in which it is right. The interval tells of the choice
 * of faces, not of the seeds.
 */
public final class PairedBootstrap {
  /** How often the faces are drawn. */
  public static final int RESAMPLES = 10_000;

  private static final double TAIL = 0.025;

  private final List<TestFace> faces;
  private final long seed;
  private final int[][][] groups; // [class][group][face]: the indices of faces that stay together

  /**
   * @param faces in the order of the numbers that methods are given by
   * @param seed the same seed draws the same faces for every method
   */
  public PairedBootstrap(List<TestFace> faces, long seed) {
    this.faces = List.copyOf(faces);
    this.seed = seed;
    this.groups = groups(this.faces);
  }

  /** The mean over the classes present of the share of each that is right; the paper's "Ave". */
  public Estimate average(double[] right) {
    return estimate(right, PairedBootstrap::average);
  }

  /** The share of all faces that is right. */
  public Estimate accuracy(double[] right) {
    return estimate(right, PairedBootstrap::accuracy);
  }

  /** {@link #average} of the first method less that of the second. */
  public Estimate averageDifference(double[] first, double[] second) {
    return average(difference(first, second));
  }

  /** {@link #accuracy} of the first method less that of the second. */
  public Estimate accuracyDifference(double[] first, double[] second) {
    return accuracy(difference(first, second));
  }

  /** Both measures are linear: the difference of the means is the mean of the differences. */
  private double[] difference(double[] first, double[] second) {
    requireOneEach(first);
    requireOneEach(second);
    double[] difference = first.clone();
    Arrays.setAll(difference, i -> first[i] - second[i]);
    return difference;
  }

  private void requireOneEach(double[] right) {
    if (right.length != faces.size()) {
      throw new IllegalArgumentException(
          "expected a number for each of %d faces, got %d".formatted(faces.size(), right.length));
    }
  }

  /** A figure of a sample: from the sum over the faces of each class, and their number. */
  private interface Measure {
    double of(double[] sums, double[] counts);
  }

  private static double average(double[] sums, double[] counts) {
    double means = 0;
    for (int k = 0; k < sums.length; k++) {
      means += sums[k] / counts[k];
    }
    return means / sums.length;
  }

  private static double accuracy(double[] sums, double[] counts) {
    return Arrays.stream(sums).sum() / Arrays.stream(counts).sum();
  }

  private Estimate estimate(double[] right, Measure measure) {
    requireOneEach(right);
    if (faces.isEmpty()) {
      return new Estimate(Double.NaN, Double.NaN, Double.NaN);
    }
    Strata strata = new Strata(groups, right);
    double[] drawn = new double[RESAMPLES];
    SplittableRandom random = new SplittableRandom(seed);
    Arrays.setAll(drawn, r -> strata.drawn(random, measure));
    Arrays.sort(drawn);
    return new Estimate(
        strata.asTheyAre(measure), quantile(drawn, TAIL), quantile(drawn, 1 - TAIL));
  }

  /** Between neighbours in proportion, as R's type 7 and NumPy do it. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static int[][][] groups(List<TestFace> faces) {
    Map<Integer, List<Integer>> byClass = new TreeMap<>();
    for (int i = 0; i < faces.size(); i++) {
      byClass.computeIfAbsent(faces.get(i).label(), k -> new ArrayList<>()).add(i);
    }
    return byClass.values().stream()
        .map(members -> groupsOfClass(faces, members))
        .toArray(int[][][]::new);
  }

  private static int[][] groupsOfClass(List<TestFace> faces, List<Integer> members) {
    Set<String> subjects = new HashSet<>();
    members.forEach(i -> subjects.add(faces.get(i).subject()));
    Map<Object, List<Integer>> together = new LinkedHashMap<>();
    for (Integer i : members) {
      String subject = faces.get(i).subject();
      Object group = subject.isEmpty() || subjects.size() == 1 ? i : subject;
      together.computeIfAbsent(group, g -> new ArrayList<>()).add(i);
    }
    return together.values().stream()
        .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** The sum over each group's faces and their number, [class][group]. */
  private static final class Strata {
    private final double[][] sums;
    private final double[][] counts;

    Strata(int[][][] groups, double[] right) {
      sums = new double[groups.length][];
      counts = new double[groups.length][];
      for (int k = 0; k < groups.length; k++) {
        sums[k] = Arrays.stream(groups[k]).mapToDouble(group -> sum(group, right)).toArray();
        counts[k] = Arrays.stream(groups[k]).mapToDouble(group -> group.length).toArray();
      }
    }

    private static double sum(int[] group, double[] right) {
      return Arrays.stream(group).mapToDouble(i -> right[i]).sum();
    }

    double asTheyAre(Measure measure) {
      return measure.of(ofClasses(sums), ofClasses(counts));
    }

    private static double[] ofClasses(double[][] values) {
      return Arrays.stream(values).mapToDouble(groups -> Arrays.stream(groups).sum()).toArray();
    }

    /** On as many groups of each class, drawn with replacement. */
    double drawn(SplittableRandom random, Measure measure) {
      double[] sum = new double[sums.length];
      double[] count = new double[sums.length];
      for (int k = 0; k < sums.length; k++) {
        draw(random, k, sum, count);
      }
      return measure.of(sum, count);
    }

    private void draw(SplittableRandom random, int k, double[] sum, double[] count) {
      double[] from = sums[k];
      double[] sizes = counts[k];
      double right = 0;
      double faces = 0;
      for (int n = 0; n < from.length; n++) {
        // The upper half of a product is even up to 2^-32, and quicker than a remainder.
        int group = (int) (((random.nextInt() & 0xFFFFFFFFL) * from.length) >>> 32);
        right += from[group];
        faces += sizes[group];
      }
      sum[k] = right;
      count[k] = faces;
    }
  }
}
