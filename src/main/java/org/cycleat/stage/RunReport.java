package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.evaluation.Comparison;
import org.cycleat.evaluation.MetricsFile;
import org.cycleat.evaluation.Picture;
import org.cycleat.evaluation.ReportPage;

/**
 * Writes {@code index.html}: what a run was, how it went and what came of it, out of the files that
 * its stages left. What is not there yet names the command that makes it.
 */
public final class RunReport {
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
    Optional<VerdictPage> verdict = judged();
    ReportPage page =
        new ReportPage(
            "CycleAT: " + facts.name(),
            verdict.map(VerdictPage::lead).orElse("This run has not been judged yet."));
    page.heading("Results");
    if (verdict.isPresent()) {
      results(page, verdict.get());
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

  private Optional<VerdictPage> judged() throws IOException {
    Path file = folder.resolve(Verdict.METRICS);
    return Files.exists(file)
        ? Optional.of(MetricsFile.readResults(file))
            .filter(results -> !results.methods().isEmpty())
            .map(results -> new VerdictPage(folder, results))
        : Optional.empty();
  }

  private void results(ReportPage page, VerdictPage verdict) throws IOException {
    JsonNode judged = Workspace.readJson(folder.resolve(Judgement.CIRCUMSTANCES));
    page.paragraph(RunFacts.circumstances(judged));
    verdict.table(page, Contenders::description);
    Optional<Comparison> comparison = verdict.results().comparison();
    if (comparison.isEmpty()) {
      page.missing(
          "CycleAT is compared with the best baseline once f_T is there:", train(Stage.TARGET));
    } else if (comparison.get().baselines() == 1) {
      page.missing("Baselines that learn from the target as well:", train(Stage.BASELINES));
    }
    verdict.details(page);
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
