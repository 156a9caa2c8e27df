package org.cycleat.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.cycleat.evaluation.ConfusionMatrix;
import org.cycleat.evaluation.Estimate;
import org.cycleat.evaluation.PredictionsFile;
import org.cycleat.evaluation.TestFace;

/** Which test faces a method recognised, with each seed. */
final class Scores {
  private final List<String> codes;
  private final List<Face> faces;
  private final int[][] predicted; // [seed][face], indices of classes

  private Scores(List<String> codes, List<Face> faces, int[][] predicted) {
    this.codes = codes;
    this.faces = faces;
    this.predicted = predicted;
  }

  /** A test face; two parts may judge one image. */
  private record Face(String file, int part, int label, String subject) {}

  /** A figure over seeds: its mean, and its standard deviation, NaN where there is one seed. */
  record Spread(double mean, double deviation, int seeds) {

    /** The mean with its 95 % interval over seeds, by Student's t; none where there is one seed. */
    Optional<Estimate> interval() {
      if (Double.isNaN(deviation)) {
        return Optional.empty();
      }
      double reach =
          TDistribution.of(seeds - 1).inverseCumulativeProbability(0.975)
              * deviation
              / Math.sqrt(seeds);
      return Optional.of(new Estimate(mean, mean - reach, mean + reach));
    }

    private static Spread of(double[] values) {
      double mean = Arrays.stream(values).average().orElse(Double.NaN);
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      return new Spread(
          mean,
          values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1)),
          values.length);
    }
  }

  /**
   * Reads what a method made of the same faces with each seed.
   *
   * @param codes of the classes, in the table's order
   * @param seeds for each the files that have the faces' parts
   */
  static Scores read(String method, List<String> codes, List<List<Evidence>> seeds) {
    List<Face> faces = null;
    int[][] predicted = new int[seeds.size()][];
    for (int s = 0; s < seeds.size(); s++) {
      Map<Face, Integer> answers = new LinkedHashMap<>();
      for (Evidence evidence : seeds.get(s)) {
        for (PredictionsFile.Row row : rows(evidence, method)) {
          int label = codes.indexOf(row.label());
          String subject = evidence.subjects().getOrDefault(row.file(), "");
          Face face = new Face(row.file(), evidence.part(), label, subject);
          answers.put(face, codes.indexOf(row.predicted()));
        }
      }
      if (faces != null && !faces.equals(List.copyOf(answers.keySet()))) {
        throw new IllegalStateException(
            "%s was evaluated on other faces with another seed".formatted(method));
      }
      faces = List.copyOf(answers.keySet());
      predicted[s] = answers.values().stream().mapToInt(Integer::intValue).toArray();
    }
    return new Scores(List.copyOf(codes), faces, predicted);
  }

  private static List<PredictionsFile.Row> rows(Evidence evidence, String method) {
    List<PredictionsFile.Row> rows = PredictionsFile.read(evidence.predictions()).get(method);
    if (rows == null) {
      throw new IllegalStateException("no %s in %s".formatted(method, evidence.predictions()));
    }
    return rows;
  }

  List<String> codes() {
    return codes;
  }

  int seeds() {
    return predicted.length;
  }

  int count() {
    return faces.size();
  }

  /** The same with the first seeds only. */
  Scores first(int seeds) {
    return new Scores(codes, faces, Arrays.copyOf(predicted, seeds));
  }

  /** Number of faces of each class. */
  int[] counts() {
    int[] counts = new int[codes.size()];
    faces.forEach(face -> counts[face.label()]++);
    return counts;
  }

  private boolean isRight(int seed, int face) {
    return predicted[seed][face] == faces.get(face).label();
  }

  /** Which faces were recognised with a seed. */
  boolean[] right(int seed) {
    boolean[] right = new boolean[faces.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = isRight(seed, i);
    }
    return right;
  }

  /** The share of seeds with which each face was recognised. */
  double[] share() {
    double[] share = new double[faces.size()];
    Arrays.setAll(
        share,
        i -> (double) IntStream.range(0, seeds()).filter(s -> isRight(s, i)).count() / seeds());
    return share;
  }

  /** Each class's accuracy, a mean over the parts that have it; NaN for an absent class. */
  private double[] perClass(int seed) {
    int parts = 1 + faces.stream().mapToInt(Face::part).max().orElse(0);
    List<ConfusionMatrix> matrices = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      matrices.add(new ConfusionMatrix(codes));
    }
    for (int i = 0; i < faces.size(); i++) {
      Face face = faces.get(i);
      matrices.get(face.part()).add(face.label(), predicted[seed][i]);
    }
    double[] means = new double[codes.size()];
    Arrays.setAll(means, k -> mean(matrices.stream().mapToDouble(m -> m.perClass()[k])));
    return means;
  }

  private static double mean(DoubleStream values) {
    return values.filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
  }

  /** Of each class, in [0, 1]. */
  List<Spread> perClass() {
    double[][] seeds = new double[seeds()][];
    Arrays.setAll(seeds, this::perClass);
    return IntStream.range(0, codes.size())
        .mapToObj(k -> Spread.of(Arrays.stream(seeds).mapToDouble(each -> each[k]).toArray()))
        .toList();
  }

  /** The paper's "Ave": the mean over the classes, in [0, 1]. */
  Spread average() {
    return over(this::average);
  }

  /** That with one seed. */
  double average(int seed) {
    return mean(Arrays.stream(perClass(seed)));
  }

  /** The share of all faces, in [0, 1]. */
  Spread accuracy() {
    return over(
        seed ->
            (double) IntStream.range(0, faces.size()).filter(i -> isRight(seed, i)).count()
                / faces.size());
  }

  /** A figure of each seed, by its place. */
  Spread over(IntToDoubleFunction measure) {
    return Spread.of(IntStream.range(0, seeds()).mapToDouble(measure).toArray());
  }

  /** Whether two methods were judged on the same faces. */
  boolean isOnFacesOf(Scores other) {
    return faces.equals(other.faces);
  }

  /**
   * The faces for the bootstrap, each with its class and part as its stratum: a mean over strata is
   * then the mean over parts and classes that the table has.
   */
  List<TestFace> testFaces() {
    int parts = 1 + faces.stream().mapToInt(Face::part).max().orElse(0);
    return faces.stream()
        .map(face -> new TestFace(face.label() * parts + face.part(), face.subject()))
        .toList();
  }
}
