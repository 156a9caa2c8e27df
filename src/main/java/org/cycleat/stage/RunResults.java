package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.cycleat.evaluation.MetricsFile;
import org.cycleat.evaluation.ReportPage;
import org.cycleat.evaluation.Results;

/**
 * What came of a run's judgement, for the report.
 *
 * @param folder of the judgement
 * @param verdict that it left; empty where there is no judgement yet
 */
record RunResults(Workspace workspace, Path folder, Optional<VerdictPage> verdict) {

  static RunResults in(Workspace workspace, Path folder) throws IOException {
    Path file = folder.resolve(Verdict.METRICS);
    Optional<VerdictPage> verdict =
        Files.exists(file)
            ? Optional.of(MetricsFile.readResults(file))
                .filter(results -> !results.methods().isEmpty())
                .map(results -> new VerdictPage(folder, results))
            : Optional.empty();
    return new RunResults(workspace, folder, verdict);
  }

  /** The outcome in a sentence or two. */
  String lead() {
    return verdict.map(VerdictPage::lead).orElse("This run has not been evaluated yet.");
  }

  /** Table, confusion matrices, parts of the test set and the surest errors. */
  void addTo(ReportPage page) throws IOException {
    page.heading("Results");
    if (verdict.isEmpty()) {
      page.missing("The table is made by", judging());
      return;
    }
    JsonNode judged = Workspace.readJson(folder.resolve(Judgement.CIRCUMSTANCES));
    page.paragraph(RunFacts.circumstances(judged));
    verdict.get().table(page, Contenders::description);
    addWhatIsMissing(page, verdict.get().results());
    verdict.get().details(page);
  }

  private void addWhatIsMissing(ReportPage page, Results results) {
    if (!results.methods().containsKey(TargetTraining.Method.CYCLEAT.title())) {
      page.missing(
          "CycleAT is compared with the best baseline once f_T is there:",
          workspace.training(Stage.TARGET));
    } else if (results.comparison().isEmpty()) {
      page.missing("CycleAT is compared with the best baseline by evaluating again:", judging());
    } else if (results.comparison().get().baselines() == ofSource(results)) {
      page.missing(
          "Baselines that learn from the target as well:", workspace.training(Stage.BASELINES));
    }
  }

  /** How many methods learned nothing from the target. */
  private static long ofSource(Results results) {
    return Stream.of(Contenders.S2T, Contenders.ADAPTED)
        .filter(results.methods()::containsKey)
        .count();
  }

  private String judging() {
    return "cycleat evaluate --run %s --data TEST".formatted(workspace.root());
  }
}
