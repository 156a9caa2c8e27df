package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cycleat.evaluation.Breakdown;
import org.cycleat.evaluation.BreakdownFile;
import org.cycleat.evaluation.Comparison;
import org.cycleat.evaluation.ConfusionMatrix;
import org.cycleat.evaluation.Estimate;
import org.cycleat.evaluation.MetricsFile;
import org.cycleat.evaluation.Picture;
import org.cycleat.evaluation.ReportPage;
import org.cycleat.evaluation.ReportPage.Method;
import org.cycleat.evaluation.Results;

/**
 * What came of a judgement, for the report.
 *
 * @param folder of the judgement
 * @param results that it has; no methods where there is no judgement yet
 */
record RunResults(Workspace workspace, Path folder, Results results) {
  private static final String CAPTION =
      "Percent of the images of each class that were recognised, their mean over the classes, and"
          + " the 95 % interval of the mean over the choice of test faces. The best of each column"
          + " is bold.";

  static RunResults in(Workspace workspace, Path folder) throws IOException {
    Path file = folder.resolve(Judgement.METRICS);
    Results results =
        Files.exists(file)
            ? MetricsFile.readResults(file)
            : new Results(Map.of(), Optional.empty());
    return new RunResults(workspace, folder, results);
  }

  /** The outcome in a sentence or two. */
  String lead() {
    if (results.methods().isEmpty()) {
      return "This run has not been judged yet.";
    }
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
        scored.average().map(RunResults::interval).orElse(""),
        confusion.count(),
        confusion.codes().size(),
        100.0 / confusion.codes().size());
  }

  private static String interval(Estimate estimate) {
    return String.format(
        Locale.ROOT, " (95 %% interval %.1f to %.1f)", 100 * estimate.low(), 100 * estimate.high());
  }

  /** Table, confusion matrices, parts of the test set and the surest errors. */
  void addTo(ReportPage page) throws IOException {
    page.heading("Results");
    if (results.methods().isEmpty()) {
      page.missing("The table is made by", judging());
      return;
    }
    JsonNode judged = Workspace.readJson(folder.resolve(Judgement.CIRCUMSTANCES));
    page.paragraph(RunFacts.circumstances(judged));
    page.results(results.table(Contenders::description), CAPTION);
    results.comparison().map(Comparison::ofAllFaces).ifPresent(page::paragraph);
    addWhatIsMissing(page);
    page.heading("Confusion");
    // The whole method beside f_S as it is: what lies between them is what was learned.
    List<Method> methods = new ArrayList<>();
    results.methods().forEach((name, scored) -> methods.add(new Method(name, scored.confusion())));
    Collections.reverse(methods);
    page.confusions(
        methods.size() < 3 ? methods : List.of(methods.get(0), methods.get(methods.size() - 1)));
    List<Breakdown> breakdowns = BreakdownFile.read(folder.resolve(Judgement.BREAKDOWN));
    if (!breakdowns.isEmpty()) {
      page.heading("Parts of the test set");
      page.breakdowns(breakdowns);
    }
    addErrors(page);
  }

  private void addWhatIsMissing(ReportPage page) {
    if (!results.methods().containsKey(TargetTraining.Method.CYCLEAT.title())) {
      page.missing(
          "CycleAT is compared with the best baseline once f_T is there:",
          workspace.training(Stage.TARGET));
    } else if (results.comparison().isEmpty()) {
      page.missing("CycleAT is compared with the best baseline by judging again:", judging());
    } else if (results.comparison().get().baselines() == 1) {
      page.missing(
          "Baselines that learn from the target as well:", workspace.training(Stage.BASELINES));
    }
  }

  private void addErrors(ReportPage page) {
    List<Picture> errors = new SurestErrors(folder).pictures();
    if (!errors.isEmpty()) {
      page.heading("Surest errors");
      page.paragraph(
          "What each face shows by its label, and what %s takes it for. Labels may be wrong as well."
              .formatted(results.last().getKey()));
      page.faces(errors);
    }
  }

  private String judging() {
    return "cycleat evaluate --run %s --data TEST".formatted(workspace.root());
  }
}
