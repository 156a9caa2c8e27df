package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
  private static List<TestFace> faces(int... labels) {
    List<TestFace> faces = new ArrayList<>();
    for (int label : labels) {
      faces.add(new TestFace(label, ""));
    }
    return faces;
  }

  private static void assertEstimate(double value, double low, double high, Estimate estimate) {
    assertEquals(value, estimate.value(), 1e-12);
    assertEquals(low, estimate.low(), 1e-12);
    assertEquals(high, estimate.high(), 1e-12);
  }

  /**
   * Class 2 has 4 faces, 1 right: of 4 drawn, the right ones are binomial (4, 1/4), which is 0 in
   * 31.6 %, at most 2 in 94.9 % and at most 3 in 99.6 %: from 0 to 3. Class 5 is always right.
   */
  @Test
  void eachClassIsDrawnByItself() {
    var bootstrap = new PairedBootstrap(faces(2, 5, 2, 5, 2, 2, 5), 3);
    double[] right = {0, 1, 1, 1, 0, 0, 1};
    assertEstimate((0.25 + 1) / 2, 0.5, (0.75 + 1) / 2, bootstrap.average(right));
    assertEstimate(4 / 7.0, 3 / 7.0, 6 / 7.0, bootstrap.accuracy(right));
  }

  /** Both methods miss the same faces: however these are drawn, there is no difference. */
  @Test
  void aDifferenceIsThatOnTheSameFaces() {
    var bootstrap = new PairedBootstrap(faces(0, 0, 0, 0, 1), 3);
    double[] right = {1, 0, 1, 0, 1};
    assertEstimate(0, 0, 0, bootstrap.averageDifference(right, right));
    double[] other = {1, 0, 0, 0, 1};
    // One of 4 faces differs: binomial (4, 1/4) again.
    assertEstimate(0.125, 0, 0.375, bootstrap.averageDifference(right, other));
    assertEstimate(-0.125, -0.375, 0, bootstrap.averageDifference(other, right));
    assertEstimate(0.2, 0, 0.6, bootstrap.accuracyDifference(right, other));
  }

  /** Three faces of a and one of b: aa, ab and bb are drawn in 25, 50 and 25 %. */
  @Test
  void facesOfASubjectAreDrawnTogether() {
    double[] right = {1, 1, 1, 0};
    List<TestFace> known = new ArrayList<>();
    for (String subject : List.of("a", "a", "a", "b")) {
      known.add(new TestFace(0, subject));
    }
    assertEstimate(0.75, 0, 1, new PairedBootstrap(known, 1).average(right));
    // One by one: binomial (4, 3/4), none right in 0.4 %, at most 1 in 5.1 %.
    assertEstimate(0.75, 0.25, 1, new PairedBootstrap(faces(0, 0, 0, 0), 1).average(right));
    // A single subject: as if it were not known.
    List<TestFace> single = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      single.add(new TestFace(0, "a"));
    }
    assertEstimate(0.75, 0.25, 1, new PairedBootstrap(single, 1).average(right));
  }

  /** A subject may be unknown for some faces of a class: these are drawn one by one. */
  @Test
  void facesOfNobodyKnownStandAlone() {
    var faces =
        List.of(
            new TestFace(0, "a"), new TestFace(0, "a"), new TestFace(0, ""), new TestFace(0, ""));
    // Three groups, of 2 right faces, 1 and 1 wrong: none right in 8/27, all right in 1/27.
    assertEstimate(0.5, 0, 1, new PairedBootstrap(faces, 1).average(new double[] {1, 1, 0, 0}));
  }

  /** Shares of seeds in which a method is right: the mean of two draws of 0.2 and 0.6. */
  @Test
  void sharesOfSeedsAreNumbersLikeOthers() {
    var bootstrap = new PairedBootstrap(faces(0, 0), 9);
    assertEstimate(0.4, 0.2, 0.6, bootstrap.average(new double[] {0.2, 0.6}));
  }

  private static double[] right(int[] counts, int[] shares, int step) {
    List<Double> right = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      for (int i = 0; i < counts[k]; i++) {
        right.add(i * step % 100 < shares[k] ? 1.0 : 0.0);
      }
    }
    return right.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * SciPy 1.17.1, {@code bootstrap(classes, statistic, method="percentile", n_resamples=200000)},
   * which draws from each of several samples by itself.
   */
  @Test
  void asSciPyHasIt() {
    int[] counts = {60, 25, 140};
    List<TestFace> faces = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      for (int i = 0; i < counts[k]; i++) {
        faces.add(new TestFace(k, ""));
      }
    }
    double[] first = right(counts, new int[] {80, 50, 66}, 37);
    double[] second = right(counts, new int[] {70, 55, 60}, 53);
    var bootstrap = new PairedBootstrap(faces, 1);
    assertNear(0.6534920635, 0.5741, 0.7314, bootstrap.average(first));
    assertNear(0.6755555556, 0.6133, 0.7333, bootstrap.accuracy(first));
    assertNear(0.0066666667, -0.1029, 0.1159, bootstrap.averageDifference(first, second));
    assertNear(0.0355555556, -0.0489, 0.1200, bootstrap.accuracyDifference(first, second));
  }

  private static void assertNear(double value, double low, double high, Estimate estimate) {
    assertEquals(value, estimate.value(), 1e-9);
    assertEquals(low, estimate.low(), 0.006);
    assertEquals(high, estimate.high(), 0.006);
  }

  @Test
  void aSeedRepeatsItself() {
    int[] labels = new int[101];
    double[] right = new double[101];
    for (int i = 0; i < right.length; i++) {
      labels[i] = i % 3;
      right[i] = i % 7 / 6.0;
    }
    Estimate estimate = new PairedBootstrap(faces(labels), 5).average(right);
    assertEquals(estimate, new PairedBootstrap(faces(labels), 5).average(right));
    assertNotEquals(estimate, new PairedBootstrap(faces(labels), 6).average(right));
  }

  @Test
  void onlyAnIntervalWithoutZeroShowsADifference() {
    assertTrue(new Estimate(0.02, 0.001, 0.04).excludesZero());
    assertTrue(new Estimate(-0.02, -0.04, -0.001).excludesZero());
    assertFalse(new Estimate(0.02, 0, 0.04).excludesZero());
    assertFalse(new Estimate(-0.02, -0.04, 0).excludesZero());
    assertFalse(new Estimate(0.02, -0.01, 0.04).excludesZero());
    assertFalse(new Estimate(Double.NaN, Double.NaN, Double.NaN).excludesZero());
  }

  @Test
  void noFacesGiveNoNumber() {
    assertTrue(Double.isNaN(new PairedBootstrap(List.of(), 1).average(new double[0]).value()));
  }

  @Test
  void refusesOtherNumbersOfFaces() {
    var bootstrap = new PairedBootstrap(faces(0, 1), 1);
    assertThrows(IllegalArgumentException.class, () -> bootstrap.average(new double[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> bootstrap.averageDifference(new double[2], new double[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> bootstrap.accuracyDifference(new double[1], new double[2]));
    assertThrows(IllegalArgumentException.class, () -> new TestFace(-1, ""));
  }
}
