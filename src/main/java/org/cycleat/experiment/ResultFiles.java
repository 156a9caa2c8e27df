package org.cycleat.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cycleat.evaluation.Estimate;
import org.cycleat.evaluation.PairedBootstrap;
import org.cycleat.evaluation.ReportPage;
import org.cycleat.evaluation.ResultRow;
import org.cycleat.evaluation.ResultTable;
import org.cycleat.stage.Workspace;

/** A table as text, table.csv, table.json, table.tex and index.html. */
final class ResultFiles {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String READING =
      "Percent of each class that was recognised, and their mean%s. The interval is of the mean"
          + " over the choice of test faces.";
  private static final String WITH_PAPER = "; below each row the paper's, on the paper's data";

  private final Result result;
  private final Path folder;
  private final ResultTable table;
  private final Map<String, Estimate> intervals = new HashMap<>(); // by a row's title
  private final List<Difference> differences;

  /**
   * @param folder of the table
   */
  ResultFiles(Result result, Path folder) {
    this.result = result;
    this.folder = folder;
    table = new ResultTable(result.corner(), result.codes());
    for (Result.Row row : result.rows()) {
      row.scores().ifPresent(scores -> table.add(ours(row.title(), scores)));
      row.published().ifPresent(paper -> table.add(paper(row, paper)));
    }
    differences = Difference.of(result);
  }

  private ResultRow ours(String title, Scores scores) {
    intervals.put(title, interval(scores));
    double[] perClass = scores.perClass().stream().mapToDouble(Scores.Spread::mean).toArray();
    return ResultRow.of(title, perClass, scores.average().mean())
        .deviating(scores.average().deviation())
        .within(intervals.get(title));
  }

  private static Estimate interval(Scores scores) {
    return new PairedBootstrap(scores.testFaces(), Difference.SEED).average(scores.share());
  }

  private static ResultRow paper(Result.Row row, Published.Row paper) {
    String title = row.scores().isPresent() ? "paper: " + paper.title() : paper.title();
    double[] perClass = paper.perClass().stream().mapToDouble(v -> v).toArray();
    return ResultRow.reference(title, perClass, paper.average());
  }

  /** The table, its differences and how it was measured, for a terminal. */
  String text() {
    StringBuilder text = new StringBuilder(result.title()).append("\n\n").append(table.text());
    if (!differences.isEmpty()) {
      text.append('\n');
      differences.forEach(difference -> text.append(difference.sentence()).append('\n'));
    }
    text.append('\n');
    notes().forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(result.notes());
    overSeeds().ifPresent(notes::add);
    result.ours().stream()
        .map(row -> countNote(row.title(), row.scores().get()))
        .collect(
            Collectors.groupingBy(
                Count::text,
                LinkedHashMap::new,
                Collectors.mapping(Count::title, Collectors.toList())))
        .forEach(
            (counts, titles) ->
                notes.add(
                    "Evaluated faces (%s): %s.".formatted(String.join(", ", titles), counts)));
    return notes;
  }

  /** What the table's deviations mean for the means, where there are several seeds. */
  private Optional<String> overSeeds() {
    List<String> means = new ArrayList<>();
    for (Result.Row row : result.ours()) {
      row.scores()
          .flatMap(scores -> scores.average().interval())
          .ifPresent(mean -> means.add(row.title() + " " + ResultTable.interval(mean)));
    }
    return means.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "95 %% interval of the mean over seeds (Student's t): %s."
                .formatted(String.join(", ", means)));
  }

  private record Count(String title, String text) {}

  private static Count countNote(String title, Scores scores) {
    List<String> classes = new ArrayList<>();
    for (int k = 0; k < scores.codes().size(); k++) {
      classes.add(scores.codes().get(k) + " " + scores.counts()[k]);
    }
    String seeds = scores.seeds() == 1 ? "one seed" : scores.seeds() + " seeds";
    return new Count(
        title, "%d, %s; %s".formatted(scores.count(), String.join(", ", classes), seeds));
  }

  /** Writes all files; each is seen whole or not at all. */
  void write(Consumer<String> report) {
    report.accept("\n" + text());
    table.writeCsv(folder.resolve("table.csv"));
    write("table.tex", table.latex());
    write("table.json", json());
    write("index.html", page().html());
    report.accept("table: " + folder.resolve("index.html"));
  }

  private void write(String name, String text) {
    Workspace.write(folder.resolve(name), text);
  }

  private ReportPage page() {
    ReportPage page = new ReportPage(result.title(), lead());
    page.heading("Results");
    boolean hasPaper = result.rows().stream().anyMatch(row -> row.published().isPresent());
    page.results(table, READING.formatted(hasPaper ? WITH_PAPER : ""));
    if (!differences.isEmpty()) {
      page.heading(result.reference().heading());
      differences.forEach(difference -> page.paragraph(difference.sentence()));
    }
    page.heading("How it was measured");
    notes().forEach(page::paragraph);
    return page;
  }

  private String lead() {
    Result.Row main = result.main();
    Scores scores = main.scores().orElseThrow();
    long present = Arrays.stream(scores.counts()).filter(count -> count > 0).count();
    return String.format(
        Locale.ROOT,
        "%s: %.1f %% as a mean over %d classes of %d faces; chance is %.1f %%.",
        main.title(),
        100 * scores.average().mean(),
        present,
        scores.count(),
        100.0 / present);
  }

  private String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("title", result.title());
    root.put("classes", result.codes());
    root.put("rows", result.rows().stream().map(this::json).toList());
    root.put("differences", differences.stream().map(Difference::json).toList());
    root.put("notes", notes());
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (IOException e) {
      throw new IllegalStateException("a table of texts and numbers is JSON", e);
    }
  }

  private Map<String, Object> json(Result.Row row) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("name", row.title());
    row.scores()
        .ifPresent(
            scores -> {
              node.put(
                  "perClass",
                  byClass(scores.perClass().stream().map(Scores.Spread::mean).toList()));
              node.put("average", orNull(scores.average().mean()));
              node.put("deviation", orNull(scores.average().deviation()));
              Estimate interval = intervals.get(row.title());
              node.put("interval", List.of(interval.low(), interval.high()));
              scores
                  .average()
                  .interval()
                  .ifPresent(mean -> node.put("overSeeds", List.of(mean.low(), mean.high())));
              node.put("accuracy", orNull(scores.accuracy().mean()));
              node.put("seeds", scores.seeds());
              node.put("faces", scores.count());
            });
    row.published()
        .ifPresent(
            paper ->
                node.put(
                    "paper",
                    Map.of("perClass", byClass(paper.perClass()), "average", paper.average())));
    return node;
  }

  private Map<String, Double> byClass(List<Double> shares) {
    Map<String, Double> byClass = new LinkedHashMap<>();
    for (int k = 0; k < shares.size(); k++) {
      byClass.put(result.codes().get(k), orNull(shares.get(k)));
    }
    return byClass;
  }

  /** JSON has no NaN. */
  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
