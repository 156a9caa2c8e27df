package org.cycleat.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cycleat.evaluation.Estimate;
import org.cycleat.evaluation.McNemar;
import org.cycleat.evaluation.PairedBootstrap;
import org.cycleat.stage.Contenders;

/**
 * What a method adds to another one on the same faces, as a mean over seeds.
 *
 * @param average of the mean over the classes, with its interval over the choice of test faces
 * @param accuracy of the share of all faces, likewise
 * @param pValues McNemar's, of the accuracy with each seed
 * @param overSeeds the first with its interval over seeds; none where there is one
 */
record Difference(
    String method,
    String than,
    Estimate average,
    Estimate accuracy,
    List<Double> pValues,
    Optional<Estimate> overSeeds) {
  /** Draws the same faces for every table. */
  static final long SEED = 1;

  /**
   * Between each row and its reference, and of rows that lead up to the last one, between that and
   * fine-tuning; where both were evaluated on the same faces, and with the first seeds, as many as
   * both have.
   */
  static List<Difference> of(Result result) {
    List<Result.Row> ours = result.ours();
    boolean leadUp = result.reference() == Result.Reference.ABOVE;
    List<Difference> differences = new ArrayList<>();
    for (int i = 1; i < ours.size(); i++) {
      of(ours.get(i), ours.get(leadUp ? i - 1 : 0)).ifPresent(differences::add);
    }
    for (int i = 0; leadUp && i < ours.size() - 2; i++) { // those before the last but one
      if (ours.get(i).title().equals(Contenders.FINE_TUNED)) {
        of(ours.get(ours.size() - 1), ours.get(i)).ifPresent(differences::add);
      }
    }
    return differences;
  }

  private static Optional<Difference> of(Result.Row row, Result.Row other) {
    Scores here = row.scores().orElseThrow();
    Scores there = other.scores().orElseThrow();
    if (!here.isOnFacesOf(there)) {
      return Optional.empty();
    }
    int seeds = Math.min(here.seeds(), there.seeds());
    return Optional.of(of(row.title(), here.first(seeds), other.title(), there.first(seeds)));
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
            .toList(),
        here.over(seed -> here.average(seed) - above.average(seed)).interval());
  }

  /** For people. */
  String sentence() {
    String text =
        "%s less %s: mean over classes %s, all faces %s; McNemar's p %s."
            .formatted(
                method,
                than,
                points(average),
                points(accuracy),
                pValues.stream().map(Difference::p).collect(Collectors.joining(", ")));
    return text + overSeeds.map(this::overSeeds).orElse("");
  }

  private String overSeeds(Estimate mean) {
    return String.format(
        Locale.ROOT,
        " Over %d seeds, the 95 %% interval of the first is %+.2f to %+.2f.",
        pValues.size(),
        100 * mean.low(),
        100 * mean.high());
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
    overSeeds.ifPresent(mean -> node.put("overSeeds", json(mean)));
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
