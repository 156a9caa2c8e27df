package org.cycleat.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cycleat.config.Config;
import org.cycleat.stage.Contenders;

/**
 * What each part of the method is worth: the method of the configuration, and the same without one
 * part at a time. Its first row shares its runs with table 5.
 */
record Ablation(Setup setup) implements PaperTable {

  /** Parts that a run goes without by other keys; the translation stays as it is. */
  private static final List<Part> PARTS =
      List.of(
          new Part("without translation", "translation", "selection.untranslated=true"),
          new Part(
              "without variety in the selection",
              "variety",
              "selection.distances=tsne",
              "selection.withinClass=false",
              "selection.limit=0"),
          new Part(
              "without attention", "attention", "target.attentionBeta=0", "target.attentionBetas="),
          new Part(
              "without pre-training of f_T",
              "pretraining",
              "target.pretrainEpochs=0",
              "target.weights="),
          new Part("without unlabelled faces", "unlabelled", "target.unlabelledWeight=0"));

  /**
   * A part of the method.
   *
   * @param title of the row without it
   * @param name in those of the runs
   * @param changes keys that leave it out
   */
  private record Part(String title, String name, List<String> changes) {
    Part(String title, String name, String... changes) {
      this(title, name, List.of(changes));
    }

    boolean isIn(Config config) {
      return !config.differences(config.with(changes)).isEmpty();
    }
  }

  /**
   * A row.
   *
   * @param method whose judgement it is
   */
  private record Line(String title, String method, Plan.Variant variant, List<Long> seeds) {}

  @Override
  public String name() {
    return "ablation";
  }

  @Override
  public void require() {
    setup.requireMethods(name(), Protocol.SETS);
  }

  private Config config() {
    return setup.file().run();
  }

  private List<Line> lines() {
    Plan.Base base = setup.plan().base(Protocol.SETS);
    var whole =
        new Plan.Variant("", base, List.of(), List.of(Cell.Work.METHOD, Cell.Work.ATTENTION));
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(Contenders.CYCLEAT, Contenders.CYCLEAT, whole, setup.seeds()));
    lines.add(new Line("without generated faces", Contenders.ATTENTION, whole, setup.seeds()));
    for (Part part : PARTS) {
      if (part.isIn(config())) {
        lines.add(line(part.title(), part.name(), base, part.changes(), setup.seeds()));
      }
    }
    if (setup.settings().ablation().source().isGiven()) {
      lines.add(
          line(
              "without expressions of labelled faces",
              "expressions",
              setup.plan().plainBase(),
              List.of(),
              setup.seeds().subList(0, 1))); // each of its seeds may take a translation
    }
    return lines;
  }

  private static Line line(
      String title, String name, Plan.Base base, List<String> changes, List<Long> seeds) {
    var variant =
        new Plan.Variant("without-" + name + "-", base, changes, List.of(Cell.Work.METHOD));
    return new Line(title, Contenders.CYCLEAT, variant, seeds);
  }

  @Override
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Line line : lines()) {
      for (long seed : line.seeds()) {
        for (Division division : setup.data().sets()) {
          cells.addAll(setup.plan().variant(line.variant(), division, seed));
        }
      }
    }
    return Cell.distinct(cells);
  }

  private Scores scores(Line line) {
    return setup
        .withSeeds(line.seeds())
        .scores(
            line.method(),
            Protocol.SETS,
            (division, seed) -> {
              List<Cell> cells = setup.plan().variant(line.variant(), division, seed);
              Cell last = cells.get(cells.size() - 1);
              return Evidence.of(last.run(), division.test(), division.part());
            });
  }

  @Override
  public Result result() {
    List<Result.Row> rows =
        lines().stream()
            .map(line -> new Result.Row(line.title(), Optional.of(scores(line)), Optional.empty()))
            .toList();
    return new Result(
        "Ablation: " + setup.name(Protocol.SETS),
        "method",
        setup.codes(Protocol.SETS),
        rows,
        notes(),
        Result.Reference.FIRST);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Each row is the first one without a part of the method. Without generated faces f_S"
            + " teaches f_T by attention, as in S2T_attention; without translation too, and source"
            + " faces are selected as they are.");
    String absent =
        PARTS.stream()
            .filter(part -> !part.isIn(config()))
            .map(Part::title)
            .collect(Collectors.joining(", "));
    if (!absent.isEmpty()) {
      notes.add("Not shown, since the configuration has no such part: %s.".formatted(absent));
    }
    return notes;
  }
}
