package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cycleat.UserException;
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
 * Writes {@code index.html}: what a run was, how it went and what came of it, out of the files that
 * its stages left. What is not there yet names the command that makes it.
 */
public final class RunReport {
  private static final String CAPTION =
      "Percent of the images of each class that were recognised, their mean over the classes, and"
          + " the 95 % interval of the mean over the choice of test faces. The best of each column"
          + " is bold.";

  private final Workspace workspace;
  private final Path folder;
  private final RunFacts facts;
  private final RunPictures pictures;

  /** The run's main report, which tells of the first data set that it was judged on. */
  public RunReport(Workspace workspace) {
    this(workspace, workspace.report());
  }

  /**
   * A report on one judgement.
   *
   * @param folder of the judgement, which gets the report
   */
  public RunReport(Workspace workspace, Path folder) {
    this.workspace = workspace;
    this.folder = folder;
    this.facts = new RunFacts(workspace);
    this.pictures = new RunPictures(workspace);
  }

  /** All reports of a run, the main one first. */
  public static List<RunReport> all(Workspace workspace) {
    return new ReportFolders(workspace)
        .all().stream().map(folder -> new RunReport(workspace, folder)).toList();
  }

  /**
   * Keeps a copy of a picture, as {@code cycleat recognize} draws it, for this and later reports;
   * one of the same name is replaced.
   *
   * @throws UserException where there is none or it cannot be read
   */
  public void add(Path picture) {
    pictures.add(picture);
  }

  /**
   * Writes the report anew.
   *
   * @return its file
   */
  public Path write() {
    Path file = folder.resolve("index.html");
    try {
      Workspace.write(file, page().html());
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(workspace.root(), e.getMessage()), e);
    }
    return file;
  }

  private ReportPage page() throws IOException {
    Optional<Results> results = judged();
    ReportPage page =
        new ReportPage(
            "CycleAT: " + facts.name(),
            results.map(RunReport::lead).orElse("This run has not been judged yet."));
    page.heading("Results");
    if (results.isPresent()) {
      results(page, results.get());
    } else {
      page.missing(
          "The table is made by",
          "cycleat evaluate --run %s --data TEST".formatted(workspace.root()));
    }
    List<Picture> recognized = pictures.recognized();
    if (!recognized.isEmpty()) {
      page.heading("Recognised faces");
      page.gallery(recognized);
    }
    page.heading("Generated faces");
    addOrMiss(page, pictures.generated(), "No grid of samples yet:", Stage.TRANSLATION);
    page.heading("Selection");
    addOrMiss(page, pictures.selection(), "Nothing selected yet:", Stage.SELECTION);
    List<String> charts = new RunCurves(workspace).charts();
    if (!charts.isEmpty()) {
      page.heading("Learning curves");
      page.charts(charts);
    }
    page.heading("What was run");
    page.facts("Where the results come from", facts.origin());
    page.facts("The keys that matter", facts.settings());
    page.listing("The complete configuration", workspace.config().toYaml());
    return page;
  }

  private Optional<Results> judged() throws IOException {
    Path file = folder.resolve(Judgement.METRICS);
    return Files.exists(file)
        ? Optional.of(MetricsFile.readResults(file)).filter(r -> !r.methods().isEmpty())
        : Optional.empty();
  }

  private static String lead(Results results) {
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
        scored.average().map(RunReport::interval).orElse(""),
        confusion.count(),
        confusion.codes().size(),
        100.0 / confusion.codes().size());
  }

  private static String interval(Estimate estimate) {
    return String.format(
        Locale.ROOT, " (95 %% interval %.1f to %.1f)", 100 * estimate.low(), 100 * estimate.high());
  }

  private void results(ReportPage page, Results results) throws IOException {
    JsonNode judged = Workspace.readJson(folder.resolve(Judgement.CIRCUMSTANCES));
    page.paragraph(RunFacts.circumstances(judged));
    page.results(results.table(Contenders::description), CAPTION);
    results.comparison().map(Comparison::ofAllFaces).ifPresent(page::paragraph);
    if (results.comparison().isEmpty()) {
      page.missing(
          "CycleAT is compared with the best baseline once f_T is there:", train(Stage.TARGET));
    } else if (results.comparison().get().baselines() == 1) {
      page.missing("Baselines that learn from the target as well:", train(Stage.BASELINES));
    }
    page.heading("Confusion");
    // The whole method beside f_S as it is: what lies between them is what was learned.
    List<Method> methods = new ArrayList<>();
    results.methods().forEach((name, scored) -> methods.add(new Method(name, scored.confusion())));
    Collections.reverse(methods);
    page.confusions(
        methods.size() < 3 ? methods : List.of(methods.get(0), methods.get(methods.size() - 1)));
    var breakdowns = BreakdownFile.read(folder.resolve(Judgement.BREAKDOWN));
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

  private void addOrMiss(ReportPage page, List<Picture> some, String without, Stage stage) {
    page.pictures(some);
    if (some.isEmpty()) {
      page.missing(without, train(stage));
    }
  }

  private String train(Stage stage) {
    return "cycleat train --run %s --stage %s".formatted(workspace.root(), stage.option());
  }
}
