package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.cycleat.evaluation.BreakdownFile;
import org.cycleat.evaluation.Comparison;
import org.cycleat.evaluation.ConfusionMatrix;
import org.cycleat.evaluation.Estimate;
import org.cycleat.evaluation.Picture;
import org.cycleat.evaluation.ReportPage;
import org.cycleat.evaluation.ReportPage.Method;
import org.cycleat.evaluation.Results;

/**
 * What a page tells of a {@link Verdict}, out of the files that it left.
 *
 * @param folder that holds them
 */
record VerdictPage(Path folder, Results results) {
  private static final String CAPTION =
      "Percent of the images of each class that were recognised, their mean over the classes, and"
          + " the 95 % interval of the mean over the choice of test faces. The best of each column"
          + " is bold.";

  /** The outcome in a sentence or two. */
  String lead() {
    String outcome = outcome(results.last().getKey(), results.last().getValue());
    return results
        .comparison()
        .map(comparison -> comparison.sentence() + " " + outcome)
        .orElse(outcome);
  }

  private static String outcome(String method, Results.Scored scored) {
    ConfusionMatrix confusion = scored.confusion();
    return String.format(
        Locale.ROOT,
        "%s recognises %.1f %%%s of %d test images, as a mean over %d classes; chance is %.1f %%.",
        method,
        100 * confusion.average(),
        scored.average().map(VerdictPage::interval).orElse(""),
        confusion.count(),
        confusion.present(),
        100.0 / confusion.present());
  }

  private static String interval(Estimate estimate) {
    return String.format(
        Locale.ROOT, " (95 %% interval %.1f to %.1f)", 100 * estimate.low(), 100 * estimate.high());
  }

  /**
   * The table, and what it does not tell.
   *
   * @param note what a method is, in a few words
   */
  void table(ReportPage page, UnaryOperator<String> note) {
    page.results(results.table(note), CAPTION);
    results.remarks().forEach(page::paragraph);
    results.comparison().map(Comparison::ofAllFaces).ifPresent(page::paragraph);
  }

  /** Confusion, the parts of the test set, and the surest errors. */
  void details(ReportPage page) throws IOException {
    page.heading("Confusion");
    // The whole method beside f_S as it is: what lies between them is what was learned.
    List<Method> methods = new ArrayList<>();
    results.methods().forEach((name, scored) -> methods.add(new Method(name, scored.confusion())));
    Collections.reverse(methods);
    page.confusions(
        methods.size() < 3 ? methods : List.of(methods.get(0), methods.get(methods.size() - 1)));
    var breakdowns = BreakdownFile.read(folder.resolve(Verdict.BREAKDOWN));
    if (!breakdowns.isEmpty()) {
      page.heading("Parts of the test set");
      page.breakdowns(breakdowns);
    }
    List<Picture> errors = new SurestErrors(folder).pictures();
    if (!errors.isEmpty()) {
      page.heading("Surest errors");
      page.paragraph(
          "What each face shows by its label, and what %s takes it for. Labels may be wrong as well."
              .formatted(results.last().getKey()));
      page.faces(errors);
    }
  }
}
