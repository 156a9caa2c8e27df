package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cycleat.UserException;
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
   * Grids of generated faces: the newest, the paper's Figure 5 (b), then, where there are several,
   * the same faces over the steps, (a).
   */
  public static List<Picture> generated(Workspace workspace) throws IOException {
    return new RunPictures(workspace).generated();
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
    RunResults results = RunResults.in(workspace, folder);
    ReportPage page = new ReportPage("CycleAT: " + facts.name(), results.lead());
    results.addTo(page);
    List<Picture> recognized = pictures.recognized();
    if (!recognized.isEmpty()) {
      page.heading("Recognised faces");
      page.gallery(recognized);
    }
    page.heading("Generated faces");
    if (workspace.config().selection().untranslated()) {
      page.paragraph("None for f_T: source faces were selected as they are.");
    } else {
      addOrMiss(page, pictures.generated(), "No grid of samples yet:", Stage.TRANSLATION);
    }
    page.pictures(pictures.pairs());
    RunFigures.measured(workspace).ifPresent(page::measures);
    page.pictures(pictures.attention());
    page.heading("Selection");
    addOrMiss(page, pictures.selection(), "Nothing selected yet:", Stage.SELECTION);
    addVariety(page);
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

  private void addVariety(ReportPage page) {
    for (TargetTraining.Method method : TargetTraining.Method.values()) {
      method
          .generation()
          .flatMap(generation -> SelectionVariety.read(generation.selection(workspace)))
          .ifPresent(variety -> page.facts("Selected faces of " + method.title(), variety.facts()));
    }
  }

  private void addOrMiss(ReportPage page, List<Picture> some, String without, Stage stage) {
    page.pictures(some);
    if (some.isEmpty()) {
      page.missing(without, workspace.training(stage));
    }
  }
}
