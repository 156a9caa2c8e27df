package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cycleat.UserException;
import org.cycleat.evaluation.BreakdownFile;
import org.cycleat.evaluation.ConfusionMatrix;
import org.cycleat.evaluation.MetricsFile;
import org.cycleat.evaluation.Picture;
import org.cycleat.evaluation.ReportPage;
import org.cycleat.evaluation.ReportPage.Method;

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
    List<Method> methods = methods();
    ReportPage page = new ReportPage("CycleAT: " + facts.name(), lead(methods));
    results(page, methods);
    List<Picture> recognized = pictures.recognized();
    if (!recognized.isEmpty()) {
      page.heading("Recognised faces");
      page.gallery(recognized);
    }
    page.heading("Generated faces");
    addOrMiss(page, pictures.generated(), "No grid of samples yet:", Stage.TRANSLATION);
    page.pictures(pictures.pairs());
    RunFigures.measured(workspace).ifPresent(page::measures);
    page.pictures(pictures.attention());
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

  private List<Method> methods() throws IOException {
    Path file = folder.resolve(Judgement.METRICS);
    List<Method> methods = new ArrayList<>();
    if (Files.exists(file)) {
      MetricsFile.readMethods(file)
          .forEach(
              (title, confusion) ->
                  methods.add(new Method(title, Contenders.description(title), confusion)));
    }
    return methods;
  }

  private static String lead(List<Method> methods) {
    if (methods.isEmpty()) {
      return "This run has not been judged yet.";
    }
    Method last = methods.get(methods.size() - 1);
    ConfusionMatrix confusion = last.confusion();
    return String.format(
        Locale.ROOT,
        "%s recognises %.1f %% of %d test images, as a mean over %d classes; chance is %.1f %%.",
        last.name(),
        100 * confusion.average(),
        confusion.count(),
        confusion.codes().size(),
        100.0 / confusion.codes().size());
  }

  private void results(ReportPage page, List<Method> methods) throws IOException {
    page.heading("Results");
    if (methods.isEmpty()) {
      page.missing(
          "The table is made by",
          "cycleat evaluate --run %s --data TEST".formatted(workspace.root()));
      return;
    }
    JsonNode judged = Workspace.readJson(folder.resolve(Judgement.CIRCUMSTANCES));
    page.paragraph(RunFacts.circumstances(judged));
    page.results(methods);
    page.heading("Confusion");
    // The whole method beside f_S as it is: what lies between them is what was learned.
    List<Method> shown = new ArrayList<>(List.of(methods.get(methods.size() - 1)));
    if (methods.size() > 1) {
      shown.add(methods.get(0));
    }
    page.confusions(shown);
    var breakdowns = BreakdownFile.read(folder.resolve(Judgement.BREAKDOWN));
    if (!breakdowns.isEmpty()) {
      page.heading("Parts of the test set");
      page.breakdowns(breakdowns);
    }
  }

  private void addOrMiss(ReportPage page, List<Picture> some, String without, Stage stage) {
    page.pictures(some);
    if (some.isEmpty()) {
      page.missing(
          without, "cycleat train --run %s --stage %s".formatted(workspace.root(), stage.option()));
    }
  }
}
