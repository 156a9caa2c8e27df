package org.cycleat.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What methods made of the same test faces.
 *
 * @param methods by name, in the table's order
 * @param comparison of the method that matters with the best of the others, where both are there
 */
public record Results(Map<String, Scored> methods, Optional<Comparison> comparison) {
  /**
   * What one method made of them.
   *
   * @param average the mean accuracy over the classes with its interval; judgements of earlier
   *     versions have none
   */
  public record Scored(ConfusionMatrix confusion, Optional<Estimate> average) {}

  public Results {
    methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
  }

  /**
   * Compares predictions.
   *
   * @param predictions by method, all of the same manifest
   * @param method that is compared with the best of the others
   */
  public static Results of(Map<String, Predictions> predictions, String method) {
    Map<String, Scored> methods = new LinkedHashMap<>();
    predictions.forEach(
        (name, made) -> {
          methods.put(name, new Scored(made.confusion(), Optional.of(made.average())));
        });
    List<String> baselines = new ArrayList<>(predictions.keySet());
    if (!baselines.remove(method) || baselines.isEmpty()) {
      return new Results(methods, Optional.empty());
    }
    String best =
        Collections.max(
            baselines, Comparator.comparingDouble(name -> methods.get(name).confusion().average()));
    Predictions here = predictions.get(method);
    Predictions there = predictions.get(best);
    return new Results(
        methods,
        Optional.of(
            new Comparison(
                method,
                best,
                baselines.size(),
                here.bootstrap().averageDifference(here.shares(), there.shares()),
                here.bootstrap().accuracyDifference(here.shares(), there.shares()),
                McNemar.of(here.recognised(), there.recognised()).pValue())));
  }

  /** The last method, the one that the others lead up to. */
  public Map.Entry<String, Scored> last() {
    return List.copyOf(methods.entrySet()).get(methods.size() - 1);
  }

  /**
   * What the table does not tell: how many images have no face, where there are any, and the
   * accuracy over all images.
   */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    ConfusionMatrix judged = last().getValue().confusion();
    if (judged.withoutFace() > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d images: no face found, counted as wrong.",
              judged.withoutFace(),
              judged.count()));
    }
    List<String> shares = new ArrayList<>();
    methods.forEach(
        (name, scored) ->
            shares.add(name + " " + ResultTable.percent(scored.confusion().accuracy()) + " %"));
    remarks.add("Accuracy over all images: " + String.join(", ", shares) + ".");
    return remarks;
  }

  /**
   * The paper's table.
   *
   * @param note what a method is, in a few words
   */
  public ResultTable table(UnaryOperator<String> note) {
    ResultTable table = new ResultTable("method", last().getValue().confusion().codes());
    methods.forEach(
        (name, scored) -> {
          ResultRow row = ResultRow.of(name, scored.confusion()).noted(note.apply(name));
          table.add(scored.average().map(row::within).orElse(row));
        });
    return table.counting(last().getValue().confusion());
  }
}
