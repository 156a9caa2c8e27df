package org.cycleat.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cycleat.evaluation.Estimate;
import org.cycleat.evaluation.McNemar;
import org.cycleat.evaluation.PairedBootstrap;

/**
 * What a method adds to another one on the same faces, as a mean over seeds.
 *
 * @param average of the mean over the classes, with its interval over the choice of test faces
 * @param accuracy of the share of all faces, likewise
 * @param pValues McNemar's, of the accuracy with each seed
 */
record Difference(
    String method, String than, Estimate average, Estimate accuracy, List<Double> pValues) {
  /** Draws the same faces for every table. */
  static final long SEED = 1;

  /** Between each row and the one above it, where both were judged on the same faces. */
  static List<Difference> successive(List<Result.Row> rows) {
    List<Result.Row> ours = rows.stream().filter(row -> row.scores().isPresent()).toList();
    List<Difference> differences = new ArrayList<>();
    for (int i = 1; i < ours.size(); i++) {
      Scores above = ours.get(i - 1).scores().orElseThrow();
      Scores here = ours.get(i).scores().orElseThrow();
      if (here.isOnFacesOf(above)) {
        differences.add(of(ours.get(i).title(), here, ours.get(i - 1).title(), above));
      }
    }
    return differences;
  }

  private static Difference of(String method, Scores here, String than, Scores above) {
    PairedBootstrap bootstrap = new PairedBootstrap(here.testFaces(), SEED);
    return new Difference(
        method,
        than,
        bootstrap.averageDifference(here.share(), above.share()),
        bootstrap.accuracyDifference(here.share(), above.share()),
        IntStream.range(0, here.seeds())
            .mapToObj(seed -> McNemar.of(here.right(seed), above.right(seed)).pValue())
            .toList());
  }

  /** For people. */
  String sentence() {
    return "%s less %s: mean over classes %s, all faces %s; McNemar's p %s."
        .formatted(
            method,
            than,
            points(average),
            points(accuracy),
            pValues.stream().map(Difference::p).collect(Collectors.joining(", ")));
  }

  private static String points(Estimate estimate) {
    return String.format(
        Locale.ROOT,
        "%+.2f (95 %% interval %+.2f to %+.2f)",
        100 * estimate.value(),
        100 * estimate.low(),
        100 * estimate.high());
  }

  private static String p(double value) {
    return value < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", value);
  }

  Map<String, Object> json() {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("method", method);
    node.put("than", than);
    node.put("average", json(average));
    node.put("accuracy", json(accuracy));
    node.put("mcNemarP", pValues);
    return node;
  }

  private static Map<String, Double> json(Estimate estimate) {
    Map<String, Double> node = new LinkedHashMap<>();
    node.put("value", estimate.value());
    node.put("low", estimate.low());
    node.put("high", estimate.high());
    return node;
  }
}
