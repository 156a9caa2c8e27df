package org.cycleat.evaluation;

import java.util.Locale;

/**
 * A method beside the best of others on the same faces, which is as hard a comparison as there is:
 * the best is picked on these faces too.
 *
 * @param method that is compared
 * @param baseline the other method with the highest mean accuracy
 * @param baselines number of others that were judged
 * @param average how much higher the method's mean accuracy over the classes is, in [-1, 1]
 * @param accuracy the same of its accuracy over all faces
 * @param pValue of McNemar's test on the accuracy over all faces
 */
public record Comparison(
    String method,
    String baseline,
    int baselines,
    Estimate average,
    Estimate accuracy,
    double pValue) {

  /** What it means, in a sentence. */
  public String sentence() {
    String other = baselines == 1 ? "the only baseline evaluated, " : "the best baseline, ";
    other += baseline;
    if (average.low() > 0) {
      return "%s is better than %s, by %s.".formatted(method, other, points(average));
    }
    if (average.high() < 0) {
      Estimate lead = new Estimate(-average.value(), -average.high(), -average.low());
      return "%s is worse than %s, by %s.".formatted(method, other, points(lead));
    }
    return "No difference between %s and %s, is shown: %s."
        .formatted(method, other, points(average));
  }

  /** The same over all faces, with the test, in a sentence. */
  public String ofAllFaces() {
    return "Over all faces, the accuracy of %s less that of %s is %s; McNemar's test: p %s."
        .formatted(
            method,
            baseline,
            points(accuracy),
            pValue < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", pValue));
  }

  /** Points are hundredths of what can be recognised. */
  private static String points(Estimate difference) {
    return String.format(
        Locale.ROOT,
        "%.1f points (95 %% interval %.1f to %.1f)",
        tenths(difference.value()),
        tenths(difference.low()),
        tenths(difference.high()));
  }

  /** In points, and never as -0.0. */
  private static double tenths(double fraction) {
    return Math.round(1000 * fraction) / 10.0;
  }
}
